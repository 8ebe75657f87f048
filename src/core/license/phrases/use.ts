import { NOT, ONLY, type Phrase, within } from './pattern.ts'

/** Phrases that say who may use something, or for what. */
export const USE_PHRASES: readonly Phrase[] = [
  {
    code: 'non-commercial',
    pattern:
      /(?<!\bcommercial(?:ly)?(?: uses?| purposes?)?(?:,? (?:and|or|and\/or|as well as)|,|\/) ?)\bnon-? ?commercial(?:ly)?\b(?!(?: uses?| purposes?)?(?:,? (?:and|or|and\/or|as well as|nor)|,|\/) ?(?:for )?(?:the )?commercial)/,
    example: 'for non-commercial purposes only',
    from: 'CC-BY-NC, NVIDIA Source Code License',
  },
  {
    code: 'non-commercial',
    pattern:
      /(?<!kommerzielle[rn]? (?:und|oder|sowie) )nicht-? ?kommerziell|(?<!commercia\w{1,4} (?:ou|et|et\/ou) )(?:à des fins|usage|utilisation) non commercia|(?<!comercial(?:es)? (?:o|y) )no comercial(?:es)?\b|非商业|非商業|禁止商用|不得用于商业|非営利/,
    example: '仅供非商业用途',
    from: 'terms in German, French, Spanish, Chinese and Japanese',
  },
  {
    code: 'non-commercial',
    pattern: within(
      NOT,
      40,
      String.raw`\b(?:for|in|to|any|from)? ?commercial(?:ly)? (?:use|usage|purposes?|exploit\w*|products?|distribution|redistribution|advantage|gain|applications?|exploitation)\b(?! of (?:these|the|any|this) (?:trade|service )?marks?)`,
    ),
    example: 'may not be used for commercial purposes',
    from: 'academic software',
  },
  {
    code: 'non-commercial',
    pattern:
      /\bcommercial(?:ly)? (?:use|usage|users?|purposes?|exploitation|distribution|redistribution|applications?)\b[^.;\n]{0,50}\b(?:prohibited|forbidden|not (?:be )?(?:permitted|allowed|granted)|requires?|must (?:obtain|purchase|contact|buy|acquire)|(?:need|needs) (?:a|to))\b/,
    example: 'Any commercial use requires a separate licence',
    from: 'academic software',
  },
  {
    code: 'non-commercial',
    pattern:
      /\b(?:(?:may|shall|must|can|will) ?not|never) (?!necessarily)(?:be )?(?:[\w-]+,? (?:or )?){0,4}(?:sell|sold|resell|resold)\b(?! (?:the )?names?)(?![^.;\n]{0,60}\b(?:except|by itself|by themselves|unless)\b)/,
    example: 'You may not sell this software',
    from: 'Aladdin, Commons Clause',
  },
  {
    code: 'non-commercial',
    pattern:
      /\bnot-for-profit (?:use|purposes?|only)|\bnon-?profit (?:use|purposes?|basis|only)|\bnot for (?:resale|sale)\b/,
    example: 'for non-profit use',
    from: 'university licences',
  },
  {
    code: 'research',
    pattern:
      /\b(?:academic|research|educational|education|teaching|scholarly|classroom)(?:(?:,|,? and|,? or|,? and\/or|\/) ?(?:non-?commercial|academic|research|educational|education|teaching|scholarly|evaluation|development|personal|testing)){0,5} (?:use|uses|purposes?|projects?|institutions?|activities)?[ ,]{0,2}(?:only|exclusively|solely)\b/,
    example: 'for research or evaluation purposes only',
    from: 'NVIDIA Source Code License',
  },
  {
    code: 'research',
    pattern: within(
      ONLY,
      60,
      String.raw`\b(?:academic|research|educational|teaching|scholarly|classroom)\b(?! (?:institution|in motion|organi[sz]ation|foundation|triangle))`,
    ),
    example: 'may be used solely for academic research',
    from: 'university licences',
  },
  {
    code: 'personal-use',
    pattern: within(
      ONLY,
      50,
      String.raw`\b(?:personal|private|domestic|home|internal|in-house)\b(?: (?:\w+ ){0,3}(?:use|uses|purposes?|operations|study|evaluation|business))`,
    ),
    example: 'solely for your own internal business purposes',
    from: 'EULAs',
  },
  {
    code: 'personal-use',
    pattern:
      /\b(?:personal|private|domestic|home|internal|in-house)(?:,? (?:and|or)? ?\w+){0,3} (?:use|uses|purposes?) (?:only|exclusively|solely)\b|\bfor (?:your|its|licensee's|customer's) (?:own )?(?:personal|private|internal)\b/,
    example: 'for personal use only',
    from: 'EULAs',
  },
  {
    code: 'evaluation-only',
    pattern: within(ONLY, 60, String.raw`\b(?:evaluation|evaluating|trial|testing and evaluation)\b`),
    example: 'solely for the purpose of evaluating the product',
    from: 'development kits',
  },
  {
    code: 'evaluation-only',
    pattern:
      /\bevaluation(?:,? (?:and|or) \w+)? (?:use |purposes? )?only\b|\bevaluation licen[sc]e\b|\b(?:trial|evaluation) (?:period|version|copy)\b/,
    example: 'for evaluation purposes only',
    from: 'development kits',
  },
  {
    code: 'evaluation-only',
    pattern: /\bnon-? ?production (?:use|purposes?|environments?)|\bnot\b[^.;\n]{0,60}\bin (?:a )?production\b/,
    example: 'The Licensor grants you the right to make non-production use of the Licensed Work',
    from: 'BUSL',
  },
  {
    code: 'field-of-use',
    pattern:
      /(?<!\b(?:names?|trademarks?|logos?|marks?)\b[^.;\n]{0,80})\b(?:shall|may|must|can|will|is|are) ?not (?:to )?be used (?:\w+ )?(?:for|in|by|as|to|with|on)\b(?! (?:\w+ ){0,2}(?:endorse|promot\w+|advertis\w+|publicity|imply|suggest|misrepresent|identify|in advertising))/,
    example: 'This software may not be used for the control of aircraft',
    from: 'MIT with a restriction',
  },
  {
    code: 'field-of-use',
    pattern:
      /\b(?:shall|may|must|can|will|agrees?|agree to) ?not (?:to )?(?:\w+ (?:or|and) |knowingly )?use (?!the names?|its names?|their names?|our names?|any of|[^.\n]{0,60}(?:trademark|trade mark|logo|trade name|\bname\b|except in compliance))[^.;\n]{1,80}\b(?:for|in|to|as|if|with)\b/,
    example: 'You shall not use the Materials for any other purpose',
    from: 'EULAs',
  },
  {
    code: 'field-of-use',
    pattern:
      /\bpermission is not granted\b|\bnot grant (?![^.;\n]{0,80}\b(?:trade|names?|marks?|logos?))(?:\w+ ){0,4}(?:permissions?|rights?) to |\bsole purposes? of\b|\bonly for the purposes? of\b|\b(?:only|solely|exclusively) be used (?:for|to|by|in|on)\b|\b(?:be|is|are) used (?:only|solely|exclusively) (?:for|to|by|in|as|with|on)\b|\bfor use (?:only|solely|exclusively) (?:for|to|by|in|as)\b|\brestricted to use (?:for|in|by)\b|\b(?<!any )field of use\b(?! restriction)/,
    example: 'may only be used for the sole purpose of implementing a licensee product',
    from: 'Texas Instruments',
  },
  {
    code: 'field-of-use',
    pattern: within(
      NOT,
      120,
      String.raw`\b(?:train|training|improve|develop|build|building|creat\w+|as)\b[^.;\n]{0,60}\b(?:language models?|machine[- ]learning|artificial intelligence|generative ai|ai (?:models?|systems?)|training data|neural network)`,
    ),
    example: 'not granted to use this as sample data for the purposes of building machine learning models',
    from: 'MIT with a restriction',
  },
  {
    code: 'field-of-use',
    pattern:
      /\bnot (?:designed, |intended, )?licensed\b[^.;\n]{0,100}\bnuclear\b|\bnot\b[^.;\n]{0,40}\buse[d]?\b[^.;\n]{0,60}\bnuclear (?:weapon|power|energy|reactor)/,
    example: 'not designed, licensed or intended for use in the design of any nuclear facility',
    from: 'BSD-3-Clause-No-Nuclear-License',
  },
  {
    code: 'military',
    pattern: within(
      NOT,
      120,
      String.raw`\b(?:military|militar(?:y|ies)|warfare|weapons?|weaponry|armed forces|armies)\b`,
    ),
    example: 'may not be used for military purposes',
    from: 'BSD-3-Clause-No-Military-License',
  },
  {
    code: 'military',
    pattern:
      /\bnon-? ?military\b|\bcivilian (?:use|purposes?|applications?) only\b|\bpeaceful (?:use|purposes?)\b|\b(?:military|weapons?) (?:use|purposes?|applications?)\b[^.;\n]{0,40}\b(?:prohibited|forbidden|not (?:permitted|allowed))/,
    example: 'Military use is prohibited',
    from: 'ethical licences',
  },
  {
    code: 'ethical',
    pattern: within(
      NOT,
      140,
      String.raw`\b(?:surveillance|human rights|torture|genocide|slavery|child labou?r|censorship|social credit|discriminat\w+|hate speech|fossil fuels?|law enforcement|immigration|unethical|immoral|harm(?:s|ing)? (?:to )?(?:others|people|humans?|minors|individuals?|persons?|animals)|exploit\w* (?:of )?(?:minors|children))\b`,
    ),
    example: 'shall not be used for military, surveillance, social credit scoring, or thought censorship',
    from: 'MIT with an ethical clause',
  },
  {
    code: 'ethical',
    pattern:
      /\bfor good,? (?:and )?not (?:for )?evil\b|\bdo no harm\b|\bethical (?:clause|licen[sc]e|use|source|standards|guidelines)\b|\blabou?r (?:standards|rights|regulations|laws)\b|\brelating to labou?r\b|\b(?:violat\w+|infring\w+) (?:of )?(?:the )?(?:universal )?human rights\b|\buniversal declaration of human rights\b|\b996(?:\.icu| work)|劳动(?:法|和就业|者)/,
    example: 'The Software shall be used for Good, not Evil.',
    from: 'JSON',
  },
  {
    code: 'acceptable-use',
    pattern:
      /\bacceptable[- ]use (?:policy|restrictions?|terms)\b|\buse-? ?based restrictions?\b|\bprohibited uses?\b|\bprohibited purposes?\b|\buse restrictions?\b|\buse limitations?\b|\bresponsible ai\b|\bopenrail\b|\brail licen[sc]e\b/,
    example: 'Use-based restrictions as referenced in paragraph 5 must be included',
    from: 'CreativeML OpenRAIL-M, Llama',
  },
  {
    code: 'competing-service',
    pattern:
      /\bcompeting (?:use|products?|services?|offerings?)\b|\b(?:compet(?:e|es|ing|itive)) (?:\w+ ){0,3}(?:with|to) (?:\w+ ){0,3}(?:the|our|us|licensor|software|product|service|business|any)\b|\bpermitted purposes?\b|\bsubstitutes? for the (?:software|product|service)|\bto third parties as a service\b/,
    example: 'A Permitted Purpose is any purpose other than a Competing Use',
    from: 'FSL',
  },
  {
    code: 'competing-service',
    pattern: within(
      NOT,
      140,
      String.raw`\b(?:as|via|through|offer\w*|provid\w*|into) (?:an? )?(?:(?:hosted|managed|cloud|paid|commercial|competing|saas|network|web|database|or) ?(?:or )?){0,4}(?:services?|saas|offering)\b`,
    ),
    example: 'You may not provide the software to third parties as a hosted or managed service',
    from: 'Elastic-2.0',
  },
  {
    code: 'user-cap',
    pattern:
      /\bmonthly active users?\b|\bannual (?:gross |net )?(?:revenues?|turnover|income)\b|\b(?:total|gross) (?:annual )?revenues?\b|\b(?:more|greater|fewer|less) than (?:\$ ?|usd ?|eur ?)?\d[\d,.]{0,15}(?: (?:million|billion|thousand))?[^.;\n]{0,40}\b(?:users?|employees|individuals|contractors|seats|installations|servers|nodes|cpus?|revenues?)\b|\b(?:up to|at most|maximum of|exceed\w*|no more than) (?:\$ ?|usd ?|eur ?)?\d[\d,.]{0,15}[^.;\n]{0,30}\b(?:users?|employees|seats|installations|servers|nodes|cpus?|revenues?)\b/,
    example: 'greater than 700 million monthly active users',
    from: 'Llama 2',
  },
  {
    code: 'commons-clause',
    pattern: /\bcommons clause\b|\b(?:not|no) (?:\w+ ){0,4}(?:grant|include|convey)\w*\b[^.;\n]{0,60}\bright to sell\b/,
    example: 'does not grant to you, the right to Sell the Software',
    from: 'Commons Clause 1.0',
  },
]
