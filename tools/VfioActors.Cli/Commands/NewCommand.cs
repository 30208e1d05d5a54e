using System.CommandLine;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Traces;
using VfioActors.Races.Files;

namespace VfioActors.Cli.Commands;

/// <summary><c>new</c>: writes a file to begin with.</summary>
internal static class NewCommand
{
    private const string Race = "race";

    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string> kind = new("KIND") { Description = "what to write: race, a reviewer's question in pseudo-C" };
        Argument<string> name = new("NAME") { Description = "the name of the file, with or without .race" };
        Command command = new("new", "Writes a commented file to begin with: a question in pseudo-C for 'check'.")
        {
            kind, name,
        };
        command.SetAction(parsed => Write(
            terminal, parsed.GetValue(kind)!, parsed.GetValue(name)!, parsed.GetValue(SharedOptions.Json)));
        return command;
    }

    private static int Write(Terminal terminal, string kind, string name, bool json)
    {
        if (kind != Race) { throw new UsageException(Suggestions.Complaint("nothing called", kind, [Race])); }
        var isWhole = name.EndsWith(RaceFile.Extension, StringComparison.OrdinalIgnoreCase);
        var path = isWhole ? name : name + RaceFile.Extension;
        if (File.Exists(path)) { throw new UsageException($"{path} is there already, and stays as it is"); }
        WholeFile.Write(path, output => output.Write(RaceTemplate.Text));
        if (json) { Json.Write(terminal.Output, new { File = path }); }
        else
        {
            terminal.Output.WriteLine($"{path} is written; '{Product.Name} check {path}' answers its question, and");
            terminal.Output.WriteLine($"'{Product.Name} check {path} --variants' compares the fix with it.");
        }

        return ExitCode.Held;
    }
}
