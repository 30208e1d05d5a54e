using VfioActors.Behaviors.Defects;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Traces;
using VfioActors.Exploration.Scenarios;
using VfioActors.Tracing;
using VfioActors.Tracing.Renderings;

namespace VfioActors.Cli.Museums;

/// <summary>The page of a system in the catalogue of defects, as Markdown: a section for each defect.</summary>
/// <remarks>
/// What the code knows is taken from the code: title, property, profiles, scenario. The ladder is that of the trace
/// that the museum found and made small. The rest are <see cref="SystemNotes"/>.
/// </remarks>
internal sealed class CataloguePage
{
    /// <summary>How the pages call this program: from the root of the repository, where they are.</summary>
    private const string FromRepository = "dotnet run -c Release --project tools/VfioActors.Cli --";

    private const int LadderLinesMax = 48;
    private const int LadderTail = 30;
    private readonly string _folder;
    private readonly string _system;
    private readonly Catalog _catalog;
    private readonly IReadOnlyList<Defect> _defects;
    private readonly SystemNotes _notes;

    private CataloguePage(string folder, string system, Catalog catalog)
    {
        (_folder, _system, _catalog) = (folder, system, catalog);
        _defects = [.. catalog.Defects.Where(defect => defect.Subsystem == system)];
        _notes = SystemNotes.Read(Path.Combine(folder, $"{system}.json"), _defects);
    }

    /// <summary>The pages of one system or of all. Notes that do not fit are told before any work is done.</summary>
    /// <param name="folder">Where the notes are, and where the pages go.</param>
    public static IReadOnlyList<CataloguePage> AllOf(string folder, Catalog catalog, string? system)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"--pages: there is no folder {folder}; accepted is one with the words, "
                + "SYSTEM.json, beside which the pages go");
        }

        return
        [
            .. from name in catalog.Defects.Select(defect => defect.Subsystem).Distinct()
               where system is null || name == system
               select new CataloguePage(folder, name, catalog),
        ];
    }

    /// <summary>Writes the page beside its notes.</summary>
    /// <param name="rows">The museum's rows, those of other systems too.</param>
    public void Write(IReadOnlyList<MuseumDocument> rows) =>
        WholeFile.Write(Path.Combine(_folder, $"{_system}.md"), output => output.Write(Text(rows)));

    private string Text(IReadOnlyList<MuseumDocument> rows) => string.Join('\n',
    [
        $"<!-- Written by 'museum --pages'. The words are in {_system}.json, the rest is in the code. -->",
        "",
        $"# {_notes.Title}",
        "",
        .. _notes.About.SelectMany(paragraph => new[] { paragraph, "" }),
        "| id | what goes wrong | breaks |",
        "|---|---|---|",
        .. _defects.Select(one => $"| [{one.Id}](#{one.Id.ToLowerInvariant()}) | {one.Title} | {one.Violates} |"),
        "",
        .. _defects.SelectMany(defect => Section(defect, [.. rows.Where(row => row.Id == defect.Id)])),
    ]);

    private IEnumerable<string> Section(Defect defect, IReadOnlyList<MuseumDocument> rows)
    {
        var notes = _notes.Defects[defect.Id];
        return
        [
            $"## {defect.Id}",
            "",
            $"**{defect.Title}**",
            "",
            $"- Question: {notes.Question}",
            $"- Source ({defect.Source}): {notes.Source}",
            .. Breaks(defect),
            .. ProfilesWith(defect),
            $"- Fixed upstream: {notes.Upstream}",
            "",
            .. defect.WithoutSwitch is { } why ? [$"No switch: {why}", ""] : rows.SelectMany(row => Shown(defect, row)),
        ];
    }

    private static string[] Breaks(Defect defect) => defect.Violates.Length == 0
        ? []
        : [$"- Breaks `{defect.Violates}`; the rule that prevents it: `{defect.CaughtBy}`"];

    private string[] ProfilesWith(Defect defect)
    {
        var names = _catalog.Scenarios
            .Where(scenario => scenario.Subsystem == _system)
            .SelectMany(scenario => scenario.Profiles)
            .Where(profile => profile.Defects.Contains(defect.Id))
            .Select(profile => profile.Name)
            .Distinct();
        return string.Join(", ", names) is { Length: > 0 } text ? [$"- In the profiles {text}"] : [];
    }

    private IEnumerable<string> Shown(Defect defect, MuseumDocument row)
    {
        var exhibits = _catalog.Showing(defect)
            .Where(one => one.Scenario.Name == row.Scenario && one.Exhibit.Property == row.Property);
        return
        [
            "```console",
            .. exhibits.Select(one => $"{FromRepository} explore {one.Scenario.Name}"
                + $"{Parameters(one.Exhibit)} --defect {defect.Id}"),
            "```",
            "",
            "```text",
            .. Ladder(TraceReader.ReadFile(row.Trace!)),
            "```",
            "",
            .. row.Name is { } name ? [$"Bug {name}.", ""] : Array.Empty<string>(),
        ];
    }

    private static string Parameters(Exhibit exhibit) => string.Concat(
        exhibit.Parameters.Select(one => $" --param {ShellQuotes.Quoted($"{one.Name}={one.Value}")}"));

    /// <summary>The ladder as <c>show</c> draws it; of a long one the middle is left out.</summary>
    private static string[] Ladder(Trace trace)
    {
        using StringWriter text = new() { NewLine = "\n" };
        new LadderRenderer().Render(trace, text);
        string[] lines = [.. text.ToString().TrimEnd().Split('\n').Select(line => line.TrimEnd())];
        if (lines.Length <= LadderLinesMax) { return lines; }
        var head = LadderLinesMax - LadderTail;
        return [.. lines[..head], $"   ({lines.Length - LadderLinesMax} lines left out)", .. lines[^LadderTail..]];
    }
}
