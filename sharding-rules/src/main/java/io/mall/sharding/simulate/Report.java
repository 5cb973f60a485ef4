package io.mall.sharding.simulate;

import static io.mall.sharding.simulate.Chart.escape;

import io.mall.sharding.simulate.Load.Hot;
import io.mall.sharding.simulate.Load.Spread;
import java.util.List;
import java.util.Locale;

/** The loads as one HTML page that needs no other file. */
final class Report {

  private Report() {}

  static String html(String rules, List<Load> loads) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Load of %s</title>
        <style>
        body { font-family: sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }
        table { border-collapse: collapse; } td, th { padding: .2em 1em .2em 0; text-align: left; }
        .bad { color: #c0392b; }
        svg { max-width: 100%%; height: auto; }
        </style>
        </head>
        <body>
        <h1>Load of %s</h1>
        """
            .formatted(escape(rules), escape(rules)));
    loads.forEach(each -> page.append(section(each)));
    return page.append("</body>\n</html>\n").toString();
  }

  private static String section(Load load) {
    StringBuilder text = new StringBuilder();
    text.append("<h2>%s</h2>%n".formatted(escape(load.table())));
    text.append("<p>%s, by %s.</p>%n".formatted(escape(load.keys()), escape(load.column())));
    if (load.alike().size() > 1) {
      text.append("<p>Alike: %s.</p>%n".formatted(escape(String.join(", ", load.alike()))));
    }
    text.append(
        "<p>Data sources: %s. Tables: %s.</p>%n"
            .formatted(figures(load.dataSources()), figures(load.nodes())));
    bad(text, load.lost() > 0, "%.2f %% of the keys go nowhere".formatted(100 * load.lost()));
    bad(text, !load.empty().isEmpty(), "Empty: " + String.join(", ", load.empty()));
    bad(text, !load.orphans().isEmpty(), "Orphans: " + String.join(", ", load.orphans()));
    text.append(Chart.svg("Data sources", load.dataSources()));
    text.append(Chart.svg("Actual tables", load.nodes()));
    hot(text, "Hottest slots", load.hottestSlots());
    hot(text, "Hottest keys", load.hottestKeys());
    return text.toString();
  }

  private static void bad(StringBuilder text, boolean is, String sentence) {
    text.append(is ? "<p class=\"bad\">%s.</p>%n".formatted(escape(sentence)) : "");
  }

  private static void hot(StringBuilder text, String title, List<Hot> hot) {
    if (hot.isEmpty()) {
      return;
    }
    text.append("<h3>%s</h3>%n<table>%n".formatted(title));
    hot.forEach(
        each ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "<tr><td>%s</td><td>%.2f %%</td></tr>%n",
                    escape(each.what()),
                    100 * each.share())));
    text.append("</table>\n");
  }

  static String figures(Spread spread) {
    return String.format(
        Locale.ROOT, "max/mean %.2f, variation %.3f", spread.maxToMean(), spread.variation());
  }
}
