/** English words that say what may be done, by whom or with what. One of them ends a name, whatever its case. */
export const DENIED_WORDS: ReadonlySet<string> = new Set(
  `spdx updated waiver damages related enforceability interpretation warranties disclaimer disclaimers limitation limitations indemnity indemnification termination endorsement
   endorsements definition definitions publicity acceptance provisions jurisdiction miscellaneous microcode firmware
   copyright copyrights holder holders author authors owner owners contributor contributors licensor licensors the
   may must shall will can cannot could should would not no never none only non nor without unless until except
   excluding provided subject under use uses used using usage user users copy copies copying distribute distributed
   distribution redistribute redistribution redistributions modify modified modification modifications reproduce
   reproduction disclose disclosure disclosed transfer sell sale sold rent lease license licensed licenses licensee
   licensees licensing sublicense permission permissions permitted prohibited forbidden restricted restriction
   restrictions reserved rights right grant granted grants allowed allow require required requires confidential
   proprietary secret secrets trade commercial commercially noncommercial nonprofit academic educational evaluation
   evaluate internal personal private trial demo demonstration test testing military weapon weapons nuclear
   government purpose purposes terms term agreement eula contract customer customers recipient recipients you your
   employer employee third parties party product products hardware binary object code form forms written consent
   approval authorized authorised unauthorized valid expire expires patent patents trademark fee fees royalty pay
   paid payment purchase free warranty liability liable as is if when where provided this that these those any
   following above below ethical ethics harm good evil competing compete competitive production analysis reverse
   engineer engineering decompile disassemble export conditions condition notice available see with from to be been
   are was has have had but whose which who solely exclusively exclusive maximum minimum unpublished revocable
   amended revised addendum addenda exhibit mandatory belong belongs display logo applies apply telemetry donation
   installation installations seats dongle audit ten dozen hundred thousand million`.split(/\s+/),
)
