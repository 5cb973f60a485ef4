package io.mall.load.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A plan as XML. */
public record PlanFile(Path file, String text, Document document) {

  public static PlanFile read(Path file) {
    try {
      Document document =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
      return new PlanFile(file, Files.readString(file), document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SAXException | ParserConfigurationException e) {
      throw new IllegalArgumentException(file + " is no XML.", e);
    }
  }

  public String name() {
    return file.getFileName().toString().replace(".jmx", "");
  }

  /** The texts of all properties of this name. */
  List<String> texts(String property) {
    List<String> texts = new ArrayList<>();
    for (Element each : elements("stringProp")) {
      if (each.getAttribute("name").equals(property)) {
        texts.add(each.getTextContent());
      }
    }
    return texts;
  }

  /** The texts in a property that is a list. */
  List<String> collection(String property) {
    List<String> texts = new ArrayList<>();
    for (Element each : elements("collectionProp")) {
      if (each.getAttribute("name").equals(property)) {
        NodeList items = each.getElementsByTagName("stringProp");
        for (int i = 0; i < items.getLength(); i++) {
          texts.add(items.item(i).getTextContent());
        }
      }
    }
    return texts;
  }

  public List<Element> samplers() {
    return elements("HTTPSamplerProxy");
  }

  /** What hangs under an element: the content of the hashTree that follows it. */
  static List<Element> children(Element element) {
    Node next = element.getNextSibling();
    while (!(next instanceof Element)) {
      next = next.getNextSibling();
    }
    List<Element> children = new ArrayList<>();
    NodeList nodes = next.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element child && !child.getTagName().equals("hashTree")) {
        children.add(child);
      }
    }
    return children;
  }

  private List<Element> elements(String tag) {
    List<Element> elements = new ArrayList<>();
    NodeList nodes = document.getElementsByTagName(tag);
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
