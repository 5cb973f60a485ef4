package io.mall.app.answer;

/** Reads {@code If-None-Match}: a list of entity tags, or {@code *}. */
final class EntityTags {

  private EntityTags() {}

  /**
   * Whether a list holds a tag, strong or weak; what is no list ends where it stops being one.
   *
   * @param tag with its quotation marks, without {@code W/}
   */
  static boolean contain(String list, String tag) {
    if (list.strip().equals("*")) {
      return true;
    }
    int at = 0;
    while (at < list.length()) {
      char next = list.charAt(at);
      if (next == ' ' || next == '\t' || next == ',') {
        at++;
        continue;
      }
      if (list.startsWith("W/", at)) {
        at += 2;
      }
      int end = at < list.length() && list.charAt(at) == '"' ? list.indexOf('"', at + 1) : -1;
      if (end < 0) {
        return false;
      }
      if (end + 1 - at == tag.length() && list.startsWith(tag, at)) {
        return true;
      }
      at = end + 1;
    }
    return false;
  }
}
