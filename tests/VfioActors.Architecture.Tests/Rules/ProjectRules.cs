using System.Text.RegularExpressions;
using System.Xml.Linq;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests.Rules;

/// <summary>Who may refer to whom.</summary>
public static class ProjectRules
{
    private const string Analyzer = "Microsoft.CodeAnalysis.BannedApiAnalyzers";

    /// <summary>For each project under src: the projects it builds on. What these build on it may name too.</summary>
    public static IReadOnlyDictionary<string, string[]> Allowed { get; } =
        new SortedDictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["VfioActors.Behaviors"] = [],
            ["VfioActors.Vfio"] = ["VfioActors.Behaviors"],
            ["VfioActors.Tracing"] = ["VfioActors.Behaviors"],
            ["VfioActors.Exploration"] = ["VfioActors.Behaviors", "VfioActors.Tracing"],
            ["VfioActors.Scenarios"] = ["VfioActors.Vfio", "VfioActors.Exploration"],
            ["VfioActors.Races"] = ["VfioActors.Behaviors", "VfioActors.Exploration"],
            ["VfioActors.Conformance"] = ["VfioActors.Vfio", "VfioActors.Exploration"],
            ["VfioActors.Runtime"] = ["VfioActors.Behaviors", "VfioActors.Tracing", "VfioActors.Exploration"],
            ["VfioActors.Storm"] = ["VfioActors.Runtime", "VfioActors.Scenarios"],
            ["VfioActors.Hosting"] = ["VfioActors.Runtime", "VfioActors.Vfio"],
            ["VfioActors.TestKit"] = ["VfioActors.Hosting"],
            ["VfioActors.Remote"] = ["VfioActors.Hosting"],
            ["VfioActors.Cluster"] = ["VfioActors.Remote", "VfioActors.Storm"],
        };

    /// <summary>
    /// For each project under src: the packages it may name. A project that is not listed names none.
    /// </summary>
    public static IReadOnlyDictionary<string, string[]> Packages { get; } =
        new SortedDictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["VfioActors.Behaviors"] = [Analyzer],
            ["VfioActors.Vfio"] = [Analyzer],
            ["VfioActors.Scenarios"] = [Analyzer],
            ["VfioActors.Races"] = ["Superpower"],
            ["VfioActors.Runtime"] = ["Akka", "Akka.Analyzers"],
            ["VfioActors.Hosting"] =
            [
                "Akka", "Akka.Analyzers", "Akka.Hosting", "Akka.Streams", "Microsoft.Extensions.Hosting.Abstractions",
            ],
            ["VfioActors.TestKit"] =
                ["Akka", "Akka.Analyzers", "Akka.TestKit.Xunit2", "xunit.assert", "xunit.extensibility.execution"],
            ["VfioActors.Remote"] =
                ["Akka", "Akka.Analyzers", "Akka.Hosting", "Akka.Remote", "Akka.Serialization.Hyperion"],
            ["VfioActors.Cluster"] = [
                "Akka", "Akka.Analyzers", "Akka.Cluster", "Akka.Cluster.Sharding", "Akka.Discovery",
            ],
        };

    public static IEnumerable<string> AkkaMayBeNamedIn =>
    [
        "VfioActors.Runtime", "VfioActors.Storm", "VfioActors.Hosting", "VfioActors.TestKit", "VfioActors.Remote",
        "VfioActors.Cluster",
    ];

    /// <summary>The projects that a project under src may name, those below those included.</summary>
    public static IEnumerable<string> Reach(string project) =>
        Allowed.TryGetValue(project, out var below) ? below.Concat(below.SelectMany(Reach)).Distinct() : [];

    public static IEnumerable<Offence> References(ProjectFile project)
    {
        if (project.Area == "src" && !Allowed.ContainsKey(project.Name))
        {
            return [new(project.Path, 0, "a project that the table does not know")];
        }

        return
            from reference in project.References
            where !MayRefer(project, reference.Path)
            select project.Offence(reference.Element, $"refers to {reference.Path}");
    }

    /// <summary>
    /// The architecture's picture has every project under src, and its table what each builds on.
    /// </summary>
    /// <param name="project">The project.</param>
    /// <param name="text">The document, whose first fence is the picture.</param>
    public static IEnumerable<Offence> Described(ProjectFile project, string text)
    {
        if (project.Area != "src") { yield break; }
        var picture = Regex.Match(text, "```text\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        var name = project.Name.Split('.')[^1];
        if (!Regex.IsMatch(picture, $@"\b{name}\b")) { yield return new(project.Path, 0, "is not in the picture"); }
        var row = Regex.Match(text, $@"^\| `src/{Regex.Escape(project.Name)}` \|.*\| (.*) \|$", RegexOptions.Multiline);
        var below = Allowed.GetValueOrDefault(project.Name, []).Select(known => known.Split('.')[^1]);
        var expected = string.Join(", ", below.DefaultIfEmpty("nothing"));
        if (row.Groups[1].Value != expected)
        {
            yield return new(project.Path, 0, $"its row in the table does not say: {expected}");
        }
    }

    public static IEnumerable<Offence> PackageReferences(ProjectFile project) =>
        from element in PackagesOf(project)
        let package = element.Attribute("Include")?.Value ?? ""
        where project.Area == "src" && !Packages.GetValueOrDefault(project.Name, []).Contains(package)
        select project.Offence(element, $"takes the package {package}");

    /// <summary>Versions are written once for all.</summary>
    public static IEnumerable<Offence> Versions(ProjectFile project) =>
        from element in project.All("PackageReference")
        from attribute in element.Attributes()
        where attribute.Name.LocalName is "Version" or "VersionOverride"
        select project.Offence(element, $"{element.Attribute("Include")?.Value} has a version of its own");

    public static IEnumerable<Offence> Names(ProjectFile project) =>
        Regex.IsMatch(project.Name, @"(^|\.)(Common|Shared|Utils?|Utilities|Helpers?|Akka)(\.|$)")
            ? [new(project.Path, 0, $"{project.Name} says nothing of what is inside, or hides Akka")]
            : [];

    /// <summary>Every project that can come back to itself.</summary>
    public static IEnumerable<Offence> Cycles(IReadOnlyCollection<ProjectFile> projects) =>
        from project in projects
        where ReachedFrom(project, projects).Contains(project.Path)
        select new Offence(project.Path, 0, "refers to itself by way of others");

    public static IEnumerable<Offence> NoWarnHasReason(ProjectFile project) =>
        from element in project.All("NoWarn").Concat(project.All("WarningsNotAsErrors"))
        where element.PreviousNode is not XComment
        select project.Offence(element, "a suppression without its reason");

    public static IEnumerable<Offence> DocumentationIsOn(ProjectFile project)
    {
        foreach (var element in project.All("NoWarn")
            .Where(element => project.Area == "src" && element.Value.Contains("1591", StringComparison.Ordinal)))
        {
            yield return project.Offence(element, "CS1591 is switched off");
        }

        foreach (var element in project.All("GenerateDocumentationFile").Where(element => element.Value != "true"))
        {
            yield return project.Offence(element, "GenerateDocumentationFile is off");
        }
    }

    /// <summary>Behaviors, Vfio and Scenarios are held to the list of what a pure step may not touch.</summary>
    public static IEnumerable<Offence> BannedSymbols(ProjectFile project)
    {
        if (project.Name is not ("VfioActors.Behaviors" or "VfioActors.Vfio" or "VfioActors.Scenarios"))
        {
            yield break;
        }

        if (!project.All("PackageReference").Any(element => element.Attribute("Include")?.Value == Analyzer))
        {
            yield return new(project.Path, 0, $"without {Analyzer}");
        }

        var lists = project.All("AdditionalFiles").Select(element => element.Attribute("Include")?.Value);
        if (!lists.Contains("../BannedSymbols.txt"))
        {
            yield return new(project.Path, 0, "without ../BannedSymbols.txt");
        }
    }

    private static IEnumerable<XElement> PackagesOf(ProjectFile project) =>
        project.All("PackageReference").Concat(project.All("PackageDownload")).Concat(project.All("Reference"));

    private static bool MayRefer(ProjectFile project, string path)
    {
        var (area, name) = (path.Split('/')[0], Path.GetFileNameWithoutExtension(path));
        return project.Area switch
        {
            "src" => area == "src" && Reach(project.Name).Contains(name),
            "tools" => area == "src",
            _ => area is "src" or "tests" || (area == "tools" && project.Name == name + ".Tests"),
        };
    }

    private static HashSet<string> ReachedFrom(ProjectFile start, IReadOnlyCollection<ProjectFile> projects)
    {
        HashSet<string> reached = [];
        Queue<ProjectFile> open = new([start]);
        while (open.TryDequeue(out var project))
        {
            var fresh = project.References.Select(reference => reference.Path).Where(reached.Add).ToList();
            foreach (var next in projects.Where(next => fresh.Contains(next.Path))) { open.Enqueue(next); }
        }

        return reached;
    }
}
