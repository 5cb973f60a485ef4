package io.mall.load.jmeter;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.Random;

/** JMeter's own classes, loaded apart from ours: to ask it what it makes of something. */
public final class RealJMeter {
  private final ClassLoader classes;

  private RealJMeter(ClassLoader classes) {
    this.classes = classes;
  }

  public static RealJMeter load(Path root) throws Exception {
    Path target = root.resolve("jmeter-plans/jmeter/target");
    List<URL> jars = new ArrayList<>();
    for (String jar : Files.readString(target.resolve("class-path")).strip().split(":", -1)) {
      jars.add(Path.of(jar).toUri().toURL());
    }
    ClassLoader classes =
        new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    Class<?> utilities = classes.loadClass("org.apache.jmeter.util.JMeterUtils");
    String home = target.resolve("home").toString();
    utilities.getMethod("setJMeterHome", String.class).invoke(null, home);
    utilities
        .getMethod("loadJMeterProperties", String.class)
        .invoke(null, home + "/bin/jmeter.properties");
    return new RealJMeter(classes);
  }

  /** What its window would write after it has read this plan. */
  public String savedAgain(Path plan) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(classes);
    try {
      Class<?> service = classes.loadClass("org.apache.jmeter.save.SaveService");
      Object tree = service.getMethod("loadTree", File.class).invoke(null, plan.toFile());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Class<?> kind = classes.loadClass("org.apache.jorphan.collections.HashTree");
      service.getMethod("saveTree", kind, OutputStream.class).invoke(null, tree, out);
      return out.toString(StandardCharsets.UTF_8);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** When its open model lets arrivals come, in milliseconds. */
  public long[] arrivals(String schedule, long seed) throws Exception {
    String place = "org.apache.jmeter.threads.openmodel.";
    Object parsed =
        classes
            .loadClass(place + "ThreadScheduleUtils")
            .getMethod("ThreadSchedule", String.class)
            .invoke(null, schedule);
    Constructor<?> constructor =
        classes
            .loadClass(place + "ThreadScheduleProcessGenerator")
            .getConstructor(Random.class, classes.loadClass(place + "ThreadSchedule"));
    PrimitiveIterator.OfDouble times =
        (PrimitiveIterator.OfDouble) constructor.newInstance(new Random(seed), parsed);
    List<Long> arrivals = new ArrayList<>();
    while (times.hasNext()) {
      arrivals.add(Math.round(times.nextDouble() * 1000));
    }
    return arrivals.stream().mapToLong(Long::longValue).toArray();
  }
}
