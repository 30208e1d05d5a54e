using System.CommandLine;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Storms;
using VfioActors.Storm;

namespace VfioActors.Cli.Commands;

/// <summary><c>storm</c>: real actors under load, judged when they are at rest.</summary>
internal static class StormCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        StormFlags flags = new();
        Command command = new("storm", "Puts real Akka.NET actors under load: clients do what seeded dice say, then "
            + "give everything back. Exits with 1 when a property is broken or something is left behind.");
        flags.AddTo(command);
        command.SetAction(parsed => Storm(terminal, flags.Read(parsed), parsed.GetValue(SharedOptions.Json)));
        return command;
    }

    private static int Storm(Terminal terminal, StormOptions options, bool json)
    {
        StormRun run = new(options);
        var report = run.GoAsync(Product.Version, terminal.Cancellation).GetAwaiter().GetResult();
        StormOutcome outcome = new(report, null, null, []);
        if (json) { Json.Write(terminal.Output, StormDocument.Of(outcome)); }
        return VerdictText.CodeOf(outcome.Verdict);
    }
}
