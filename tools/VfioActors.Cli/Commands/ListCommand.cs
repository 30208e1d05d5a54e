using System.CommandLine;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Lists;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Commands;

/// <summary><c>list</c>: the catalogue.</summary>
internal static class ListCommand
{
    private static readonly string[] Kinds = ["scenarios", "defects", "properties"];

    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        var assembly = SharedOptions.Assembly();
        Command command = new(
            "list", "Lists what there is: scenarios to explore, defects to switch on, properties that are checked.");
        Argument<string> kind = new("KIND") { Description = string.Join('|', Kinds) };
        command.Add(kind);
        command.Add(assembly);
        command.SetAction(parsed =>
        {
            var catalog = Catalog.With(parsed.GetValue(assembly));
            return List(terminal, parsed.GetValue(kind)!, catalog, parsed.GetValue(SharedOptions.Json));
        });
        return command;
    }

    private static int List(Terminal terminal, string kind, Catalog catalog, bool json)
    {
        switch (kind)
        {
            case "scenarios":
                Scenarios(terminal, [.. catalog.Scenarios.Select(ScenarioRow.Of)], json);
                break;
            case "defects":
                Defects(terminal, [.. catalog.Defects.Select(defect => DefectRow.Of(defect, catalog))], json);
                break;
            case "properties":
                Properties(terminal, PropertyRow.AllOf(catalog, terminal.Error.WriteLine), json);
                break;
            default:
                throw new UsageException(Suggestions.Complaint("no list", kind, Kinds));
        }

        return ExitCode.Held;
    }

    private static void Scenarios(Terminal terminal, IReadOnlyList<ScenarioRow> rows, bool json)
    {
        if (json)
        {
            Json.Write(terminal.Output, new { Scenarios = rows });
            return;
        }

        Page page = new(terminal);
        Table(page,
        [
            ["scenario", "system", "what happens"],
            .. rows.Select(row => new[] { row.Id, row.Seed, row.Summary }),
        ]);
        foreach (var row in rows.Where(row => row.Parameters.Count > 0))
        {
            page.Line();
            page.Head(row.Id);
            page.Put(Columns.Of([.. row.Parameters.Select(Parameter)]), row.Parameters.Select(Parameter));
        }

        var profiles =
            from row in rows
            from profile in row.Profiles
            select (System: row.Seed, Profile: profile);
        foreach (var (system, profile) in profiles.DistinctBy(one => (one.System, one.Profile.Name)))
        {
            page.Line();
            page.Head($"{system} profile {profile.Name}: {profile.Summary}");
            page.Wrapped("  ", profile.Defects.Count == 0 ? "none" : string.Join(", ", profile.Defects));
        }
    }

    private static string[] Parameter(ParameterRow row) =>
        ["  " + row.Name, $"{row.Accepts}, default {row.Default}", row.Summary];

    private static void Defects(Terminal terminal, IReadOnlyList<DefectRow> rows, bool json)
    {
        if (json)
        {
            Json.Write(terminal.Output, new { Defects = rows });
            return;
        }

        Page page = new(terminal);
        Table(page,
        [
            ["defect", "system", "shown by", "violates", "what goes wrong"],
            .. rows.Select(row => new[] { row.Id, row.Seed, Showing(row), row.Violates, row.Title }),
        ]);
        foreach (var row in rows.Where(row => row.WithoutSwitch is not null))
        {
            page.Line();
            page.Head($"{row.Id} has no switch");
            page.Wrapped("  ", row.WithoutSwitch!);
        }
    }

    private static void Properties(Terminal terminal, IReadOnlyList<PropertyRow> rows, bool json)
    {
        if (json)
        {
            Json.Write(terminal.Output, new { Properties = rows });
            return;
        }

        Table(new(terminal),
        [
            ["property", "system", "kind", "violated by", "claim"],
            .. rows.Select(row => new[] { row.Id, row.Seed, row.Kind, Joined(row.Defects), row.Claim }),
        ]);
    }

    private static string Showing(DefectRow row) =>
        row.WithoutSwitch is null ? Joined(row.Scenarios) : "(no switch)";

    private static string Joined(IReadOnlyList<string> names) => names.Count == 0 ? "-" : string.Join(", ", names);

    private static void Table(Page page, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var columns = Columns.Of(rows);
        page.Head(columns, rows[0]);
        page.Put(columns, rows.Skip(1));
    }
}
