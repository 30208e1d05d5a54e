using System.Globalization;
using System.Xml.Linq;

namespace VfioActors.Cli.Reports;

/// <summary>Claims as JUnit XML, which every CI shows. What nobody knows is skipped, never passed.</summary>
internal static class JunitReport
{
    /// <summary>Writes the document.</summary>
    public static void Write(TextWriter output, IEnumerable<JunitSuite> suites)
    {
        XElement root = new("testsuites", suites.Select(Suite));
        output.WriteLine(new XDeclaration("1.0", "utf-8", null));
        output.WriteLine(root);
    }

    private static XElement Suite(JunitSuite suite) => new(
        "testsuite",
        new XAttribute("name", Plain(suite.Name)),
        new XAttribute("tests", suite.Cases.Count),
        new XAttribute("failures", suite.Cases.Count(one => one.Failure is not null)),
        new XAttribute("skipped", suite.Cases.Count(one => one.IsSkipped)),
        new XAttribute("time", suite.Seconds.ToString("0.000", CultureInfo.InvariantCulture)),
        suite.Cases.Select(one => Case(suite, one)));

    private static XElement Case(JunitSuite suite, JunitCase one)
    {
        XElement made = new(
            "testcase",
            new XAttribute("classname", Plain(suite.Name)),
            new XAttribute("name", Plain(one.Claim)));
        if (one.Failure is not null)
        {
            made.Add(new XElement("failure", new XAttribute("message", Plain(one.Failure))));
        }
        else if (one.Doubt is not null)
        {
            made.Add(new XElement("skipped", new XAttribute("message", Plain(one.Doubt))));
        }

        return made;
    }

    /// <summary>What XML cannot carry is left out.</summary>
    private static string Plain(string text) =>
        string.Concat(text.Where(one => !char.IsControl(one) && !char.IsSurrogate(one)));
}
