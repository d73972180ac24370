/** What people say of dying and killing when they mean tiredness, boredom, laughter, hunger, a trade or a battery. */
const FIGURES: readonly RegExp[] = [
  // Finnish
  /(?:työ|duuni|homma|deadline|kiire|vuoro|tylsyys|nälkä|pomo|jano)\p{L}* tappaa(?: (?:mut|mua|minut|minua|meidät))?/giu,
  /kuol(?:en|in|ee|is) (?:tylsyyteen|nauruun|halusta|nälkään|väsymykseen|janoon|häpeään)/giu,
  /kuoleman ?(?:väsyny|tyls)\p{L}*|tappa\p{L}* aikaa/giu,
  /(?:ammat|ala|alan|akku|kasvi|kukka)\p{L}*(?: \p{L}+)? (?:kuolemassa|kuollut|kuolee|kuoli)/giu,
  /(?:lopetan|lopeta|lopetetaan) (?:täällä|täältä|tämän|tän|työsuhte\p{L}*|keskustelu\p{L}*)/giu,
  // Swedish
  /(?:jobb|deadline|arbete|chef|stress|värme|tristess)\p{L}* (?:tar död på|dödar) (?:mig|mej|oss)/giu,
  /(?:dör|dog|dö) av (?:tristess|skratt|längtan|hunger|nyfikenhet|skam|törst)|döds?trött\p{L}*|skratt\p{L}* ihjäl (?:mig|mej)/giu,
  /(?:dör|dö|dog|dött) ut|slå\p{L}* ihjäl tid\p{L}*|skulle döda för|(?:fötter|ben)\p{L}* dör/giu,
  /slå\p{L}*(?: \p{L}+)? till på|rädd\p{L}* för (?:\p{L}+ )?\p{L}*(?:intervju|prov|tenta|kurs)\p{L}*/giu,
  // English
  /(?:job|work|deadline|shift|boredom|heat|commute|back|feet|legs|boss|traffic|stairs)\p{L}* (?:is|are|was|were) killing (?:me|us)/giu,
  /(?:dying|dead) (?:to|for|of (?:boredom|hunger|curiosity|thirst)|tired|serious|sure|slow|out)\b/giu,
  /\bdie(?:d|s)? (?:out|laughing|of (?:boredom|laughter|hunger|shame))|(?:would|could|'d) kill for|kill(?:ing)? time/giu,
  /batter(?:y|ies) (?:is |are |has |just )*(?:dead|died|dying)/giu,
  // Arabic
  /(?:الشغل|العمل|الدوام|الجوع|الملل|التعب|الموعد النهائي|رجلاي|ظهري)(?: عم| هذا)? ?(?:ي|ت|ب)?(?:قتلني|قتلاني|قتلانني|قاتلني)/gu,
  /(?:أموت|اموت|بموت|متت?|ميت) (?:من |ب)?(?:ال)?(?:ضحك|ملل|جوع|تعب|عطش|برد|شوقا)|تعب\S* موت/gu,
  /مهنت\S* (?:\S+ )?(?:تموت|ماتت)|البطارية ماتت|(?:أنهي|إنهاء|انهاء) (?:هذه المحادثة|المحادثة|عقدي|العقد)/gu,
  // Somali
  /(?:shaqad|waqti|shift|lug|gaajo|caajis|kulayl)[\p{L}' -]{0,30} i (?:dilay|dishay|dilaysaa|disha)\p{L}*/giu,
  /(?:daal|qosol|gaajo|caajis)\p{L}*(?: \p{L}+)? (?:baan|ayaan|la|ka|u)(?: la| ka| u)? ?(?:dhin|dhiman)\p{L}*|u dhimanayaa/giu,
  /(?:xirfad|batari|dhir)\p{L}*(?: \p{L}+){0,2} (?:dhiman|dhimat|dhint)\p{L}*/giu,
  /(?:hadal|qandaraas|sheeko)\p{L}*(?: \p{L}+)? (?:dhammee|dhamee|jooji)\p{L}*/giu,
];

/** A text without its figures of speech, so that what is left can be read for danger. */
export const withoutFigures = (text: string): string =>
  FIGURES.reduce((left, figure) => left.replace(figure, ' … '), text);
