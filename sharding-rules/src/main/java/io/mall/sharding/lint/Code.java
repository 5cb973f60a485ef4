package io.mall.sharding.lint;

/** The rules of the linter; each has a page of its own under this name. */
public enum Code {
  // the file
  SC001(Severity.ERROR),
  SC002(Severity.ERROR),
  SC003(Severity.ERROR),
  SC004(Severity.ERROR),
  SC005(Severity.ERROR),
  SC006(Severity.WARNING),
  SC007(Severity.ERROR),
  // data sources
  SC010(Severity.ERROR),
  SC011(Severity.ERROR),
  SC012(Severity.WARNING),
  SC013(Severity.WARNING),
  SC014(Severity.WARNING),
  SC015(Severity.WARNING),
  SC016(Severity.WARNING),
  // read/write splitting
  SC020(Severity.ERROR),
  SC021(Severity.ERROR),
  SC022(Severity.ERROR),
  SC023(Severity.WARNING),
  SC024(Severity.ERROR),
  SC025(Severity.ERROR),
  SC026(Severity.ERROR),
  SC027(Severity.WARNING),
  // data nodes and algorithms
  SC030(Severity.ERROR),
  SC031(Severity.ERROR),
  SC032(Severity.ERROR),
  SC033(Severity.ERROR),
  SC034(Severity.ERROR),
  SC035(Severity.WARNING),
  SC036(Severity.ERROR),
  SC037(Severity.ERROR),
  SC038(Severity.WARNING),
  SC039(Severity.ERROR),
  // strategies
  SC040(Severity.ERROR),
  SC041(Severity.ERROR),
  SC042(Severity.ERROR),
  SC043(Severity.ERROR),
  SC044(Severity.ERROR),
  SC045(Severity.WARNING),
  SC046(Severity.WARNING),
  SC047(Severity.WARNING),
  SC048(Severity.ERROR),
  SC049(Severity.WARNING),
  // what keys reach
  SC050(Severity.ERROR),
  SC051(Severity.ERROR),
  SC052(Severity.ERROR),
  SC053(Severity.ERROR),
  SC054(Severity.ERROR),
  SC055(Severity.ERROR),
  SC056(Severity.INFO),
  SC057(Severity.WARNING),
  // the schema
  SC060(Severity.ERROR),
  SC061(Severity.WARNING),
  SC062(Severity.ERROR),
  SC063(Severity.WARNING),
  SC064(Severity.WARNING),
  SC065(Severity.WARNING),
  SC066(Severity.WARNING),
  SC067(Severity.ERROR),
  SC068(Severity.WARNING),
  // binding tables
  SC070(Severity.ERROR),
  SC071(Severity.ERROR),
  SC072(Severity.ERROR),
  SC073(Severity.WARNING),
  // keys and audit
  SC080(Severity.ERROR),
  SC081(Severity.WARNING),
  SC082(Severity.ERROR),
  SC083(Severity.ERROR),
  SC084(Severity.WARNING),
  SC085(Severity.ERROR),
  // single and broadcast tables, properties, mode
  SC090(Severity.ERROR),
  SC091(Severity.ERROR),
  SC092(Severity.ERROR),
  SC093(Severity.WARNING),
  SC094(Severity.WARNING),
  SC095(Severity.ERROR),
  SC096(Severity.WARNING),
  SC097(Severity.ERROR),
  SC098(Severity.WARNING),
  // the servers, with --against
  SC110(Severity.ERROR),
  SC111(Severity.ERROR),
  SC112(Severity.WARNING),
  SC113(Severity.ERROR),
  SC114(Severity.ERROR),
  SC115(Severity.WARNING),
  SC116(Severity.WARNING),
  SC117(Severity.ERROR),
  SC118(Severity.WARNING),
  SC119(Severity.WARNING),
  SC120(Severity.ERROR),
  SC121(Severity.WARNING),
  SC122(Severity.ERROR),
  SC123(Severity.ERROR),
  SC124(Severity.WARNING),
  SC125(Severity.WARNING),
  SC126(Severity.ERROR),
  SC127(Severity.WARNING),
  SC128(Severity.ERROR);

  private final Severity severity;

  Code(Severity severity) {
    this.severity = severity;
  }

  /** How much a finding of this rule matters, as a rule. */
  public Severity severity() {
    return severity;
  }

  /** Whether only the servers themselves can tell. */
  public boolean live() {
    return compareTo(SC110) >= 0;
  }
}
