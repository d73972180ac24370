/** Acute danger said plainly: ways of harming oneself that are seldom named for another reason. No model is asked about these. */
const SAID_PLAINLY: readonly RegExp[] = [
  // Finnish
  /hirttäyty\p{L}*|hirt(?:än|tää|täisin) itse\p{L}*|(?:tapan|tappaa|tappaisin) itse\p{L}*|itsemurhaa? (?:aion|teen|tekisin)|teen itsemurhan/iu,
  /(?:viil|leik|avas|avaa)\p{L}* (?:\p{L}+ )?(?:ranteet|ranteeni|ranteita\p{L}*|valtimo\p{L}*)|(?:otin|ottanut|nielin|niellyt|söin|syönyt)(?: \p{L}+){0,3} (?:yliannostuksen|(?:koko|purkillisen|paketillisen)(?: \p{L}+){0,2}(?:lääkkei|unilääk|piller|nappe)\p{L}*)/iu,
  /(?:hyppää|hyppäis|heittäydy)\p{L}* (?:\p{L}+ )?(?:sillalta|katolta|junan alle)/iu,
  // Swedish
  /(?:skar|skurit|skär|skära)(?: \p{L}+){0,2} (?:handled|pulsåd)\p{L}*|häng(?:a|er) (?:mig|mej)\b|ta(?:r|ga)? livet av (?:mig|mej)|(?:döda|dödar) (?:mig|mej) själv/iu,
  /(?:tagit|tog|svalt|svalde|ätit|åt)(?: \p{L}+){0,3} (?:överdos|(?:burk|ask|karta|massa)(?: \p{L}+){0,2} (?:sömntablett|tablett|piller|medicin)\p{L}*)|hoppa(?:r)? (?:från|framför|ner från) (?:\p{L}+ )?(?:bro|tåg|tak)\p{L}*/iu,
  // English
  /\b(?:cut|cutting|slit|slitting|slashed) (?:both )?my wrists?\b|\bhang(?:ing)? myself\b|\bkill(?:ing)? myself\b|\b(?:end|take|taking|ending) my (?:own )?life\b/iu,
  /\b(?:took|taken|swallowed|swallow|ate)(?: \p{L}+){0,4} (?:overdose|(?:box|bottle|pack|packet|handful)(?: of)?(?: \p{L}+){0,2} (?:pills|tablets|medicine))|\bjump(?:ing)? (?:off|from|in front of) (?:\p{L}+ )?(?:bridge|train|roof|building)\b/iu,
  // Arabic
  /(?:قطع|جرح|شرط)\S* (?:معصم|رسغ|شرايين|وريد)\S*|(?:شنق|أشنق|اشنق|سأشنق)\S*(?: \S+)? نفسي|(?:أقتل|اقتل|سأقتل|قتل) نفسي|س?(?:أنتحر|انتحر)\b/u,
  /جرعة زائدة|(?:ابتلع|بلع|تناول|شرب|أخذ|اخذ)\S*(?: \S+){0,2} علبة(?: \S+){0,2} (?:حبوب|أقراص|منوم|دواء)\S*|(?:أرمي|ارمي|ألقي|القي) (?:بنفسي|نفسي) (?:من|تحت|أمام)/u,
  // Somali
  /\bis (?:dil|deldel|merji)\p{L}*|naft(?:ayda|eyda)(?: \p{L}+)? (?:qaad|dil|gooy|jar)\p{L}*|(?:curcur|halbowle)\p{L}*(?: \p{L}+){0,2} (?:jar|gooy|goos)\p{L}*/iu,
  /(?:nolosha(?:yda)?|jiritaan\p{L}*)(?: \p{L}+){0,3} (?:jooji|dhammee|dhamee|soo afjar)\p{L}*|(?:kaniini|daawo|dawo)\p{L}*(?: \p{L}+){0,3} (?:oo dhan|aad u badan)(?: \p{L}+){0,2} (?:liq|cun)\p{L}*/iu,
];

/** Whether a text names acute danger outright. */
export const saysDanger = (text: string): boolean => SAID_PLAINLY.some((way) => way.test(text));
