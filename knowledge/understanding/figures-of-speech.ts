/**
 * What people say of dying and killing when they mean tiredness, boredom, laughter, hunger, a trade or a battery; of heads and walls when
 * they are annoyed; of going to bed when they say goodbye; of a closed door when the office is; of what they cannot bear when it is work.
 */
const FIGURES: readonly RegExp[] = [
  // Finnish
  /(?:työ|duuni|homma|deadline|kiire|vuoro|tylsyys|nälkä|pomo|jano)\p{L}* tappaa(?: (?:mut|mua|minut|minua|meidät))?/giu,
  /kuol(?:en|in|ee|is) (?:tylsyyteen|nauruun|halusta|nälkään|väsymykseen|janoon|häpeään)/giu,
  /kuoleman ?(?:väsyny|tyls)\p{L}*|tappa\p{L}* aikaa/giu,
  /(?:ammat|ala|alan|akku|kasvi|kukka)\p{L}*(?: \p{L}+)? (?:kuolemassa|kuollut|kuolee|kuoli)/giu,
  /(?:lopetan|lopeta|lopetetaan) (?:täällä|täältä|tämän|tän|työsuhte\p{L}*|keskustelu\p{L}*)/giu,
  /(?:päätä(?:ni|än)?|pääni) (?:\p{L}+ )?seinään|(?:seison|odotan|seisoskelen|oon|olen) (?:\p{L}+ )?(?:oven|toimiston)(?:ne|nne)? (?:takana|edessä)|toimisto on (?:lukossa|kiinni)/giu,
  /(?:meen|menen|mä meen) (?:nyt )?(?:nukkumaan|maate)(?=[ ,.!]*(?:nyt|öitä|hyvää yötä|huomiseen|jatketaan|$))|en kestä(?: \p{L}+)? (?:tätä )?(?:työtä|duunia|vuoroa|alaa)\p{L}*/giu,
  // Swedish
  /(?:jobb|deadline|arbete|chef|stress|värme|tristess)\p{L}* (?:tar död på|dödar) (?:mig|mej|oss)/giu,
  /(?:dör|dog|dö) av (?:tristess|skratt|längtan|hunger|nyfikenhet|skam|törst)|döds?trött\p{L}*|skratt\p{L}* ihjäl (?:mig|mej)/giu,
  /(?:dör|dö|dog|dött) ut|slå\p{L}* ihjäl tid\p{L}*|skulle döda för|(?:fötter|ben)\p{L}* dör/giu,
  /slå\p{L}*(?: \p{L}+)? till på|rädd\p{L}* för (?:\p{L}+ )?\p{L}*(?:intervju|prov|tenta|kurs)\p{L}*/giu,
  /(?:slå|dunka|bankar?)\p{L}*(?: \p{L}+)? huvu\p{L}* i väggen|\b(?:jag|ja) står (?:\p{L}+ )?(?:utanför|vid (?:er |en |den )?(?:dörr|port)\p{L}*)|kontoret (?:är|e) (?:låst|stängt)/giu,
  /(?:ska|går och|går å) (?:lägga|lägger) (?:mig|mej)|(?:står|stod) inte ut med (?:ett|en|det)(?: \p{L}+){0,2} (?:skift|pass|jobb|yrke|bransch)\p{L}*/giu,
  // English
  /(?:job|work|deadline|shift|boredom|heat|commute|back|feet|legs|boss|traffic|stairs)\p{L}* (?:is|are|was|were) killing (?:me|us)/giu,
  /(?:dying|dead) (?:to|for|of (?:boredom|hunger|curiosity|thirst)|tired|serious|sure|slow|out)\b/giu,
  /\bdie(?:d|s)? (?:out|laughing|of (?:boredom|laughter|hunger|shame))|(?:would|could|'d) kill for|kill(?:ing)? time/giu,
  /batter(?:y|ies) (?:is |are |has |just )*(?:dead|died|dying)/giu,
  /(?:bang|bash|hit)\p{L}* my head (?:on|against)|doing my head in|I(?:'m| am|'ve been| have been) (?:standing|waiting) (?:here )?(?:outside|in front of|at) (?:your|the) (?:door|office|building|entrance)|(?:office|place) (?:is|was) (?:locked|closed|shut)/giu,
  /(?:going|go|off) to (?:sleep|bed) now|(?:can't|cannot|can not) (?:stand|bear|face) (?:another|one more|this) (?:shift|job|trade|day at work)/giu,
  // Arabic
  /(?:الشغل|العمل|الدوام|الجوع|الملل|التعب|الموعد النهائي|رجلاي|ظهري)(?: عم| هذا)? ?(?:ي|ت|ب)?(?:قتلني|قتلاني|قتلانني|قاتلني)/gu,
  /(?:أموت|اموت|بموت|متت?|ميت) (?:من |ب)?(?:ال)?(?:ضحك|ملل|جوع|تعب|عطش|برد|شوقا)|تعب\S* موت/gu,
  /مهنت\S* (?:\S+ )?(?:تموت|ماتت)|البطارية ماتت|(?:أنهي|إنهاء|انهاء) (?:هذه المحادثة|المحادثة|عقدي|العقد)/gu,
  /(?:أضرب|اضرب|بخبط|أخبط) راسي بالحيط|(?<!هو |زوجي |زوجها )(?:واقف|واقفة|أقف) (?:قدام|أمام|امام|عند) (?:ال)?(?:باب|مكتب)|(?:ال)?(?:مكان|مكتب) (?:مسكر|مقفل|مغلق|مقفول)/gu,
  /(?:رايح|رايحة|سأذهب|بروح) (?:أنام|انام|للنوم)|(?:ما عاد|لا|لم أعد) (?:أتحمل|اتحمل|بتحمل) (?:ولا )?(?:وردية|الشغل|الدوام|هذه المهنة|هذا العمل)/gu,
  // Somali
  /(?:shaqad|waqti|shift|lug|gaajo|caajis|kulayl)[\p{L}' -]{0,30} i (?:dilay|dishay|dilaysaa|disha)\p{L}*/giu,
  /(?:daal|qosol|gaajo|caajis)\p{L}*(?: \p{L}+)? (?:baan|ayaan|la|ka|u)(?: la| ka| u)? ?(?:dhin|dhiman)\p{L}*|u dhimanayaa/giu,
  /(?:xirfad|batari|dhir)\p{L}*(?: \p{L}+){0,2} (?:dhiman|dhimat|dhint)\p{L}*/giu,
  /madax\p{L}* (?:derbi|darbi|gidaar)\p{L}*|albaab\p{L}*(?: \p{L}+){0,4} taaganahay|waan? (?:iska )?seexanayaa/giu,
  /(?:hadal|qandaraas|sheeko)\p{L}*(?: \p{L}+)? (?:dhammee|dhamee|jooji)\p{L}*/giu,
];

/** A text without its figures of speech, so that what is left can be read for danger. */
export const withoutFigures = (text: string): string =>
  FIGURES.reduce((left, figure) => left.replace(figure, ' … '), text);
