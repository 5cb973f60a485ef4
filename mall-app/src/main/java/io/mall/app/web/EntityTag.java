package io.mall.app.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The strong entity tag of a thing with a version: {@code "7"} for version 7. */
public record EntityTag(long version) {

  // A server that compresses an answer weakens its tag; the version in it is still the version.
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

  /** The version a change is based on; a missing {@code If-Match} or another form is refused. */
  public static EntityTag required(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank()) {
      throw new RequestProblem.VersionRequired().toException();
    }
    Matcher tag = TAG.matcher(ifMatch.strip());
    if (!tag.matches()) {
      throw new RequestProblem.InvalidHeader("If-Match", "must be the ETag of one answer")
          .toException();
    }
    return new EntityTag(Long.parseLong(tag.group(1)));
  }

  /** Refuses a change that is based on another version than the stored one. */
  public void mustMatch(long stored) {
    if (version != stored) {
      throw new RequestProblem.VersionChanged().toException();
    }
  }

  /** Whether the client already has this version, by its {@code If-None-Match}. */
  public boolean isIn(@Nullable String ifNoneMatch) {
    if (ifNoneMatch == null) {
      return false;
    }
    if (ifNoneMatch.strip().equals("*")) {
      return true;
    }
    Matcher tag = TAG.matcher(ifNoneMatch);
    while (tag.find()) {
      if (Long.parseLong(tag.group(1)) == version) {
        return true;
      }
    }
    return false;
  }

  /** As sent in {@code ETag}. */
  public String header() {
    return '"' + Long.toString(version) + '"';
  }
}
