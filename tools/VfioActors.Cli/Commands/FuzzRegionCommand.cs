using System.CommandLine;
using System.Diagnostics;
using VfioActors.Behaviors.Defects;
using VfioActors.Cli.Fuzzes;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Scenarios.Faults.Fuzzing;
using VfioActors.Vfio.Kernels;

namespace VfioActors.Cli.Commands;

/// <summary><c>fuzz-region</c>: random accesses to the region of a fault queue, with its claims on.</summary>
internal static class FuzzRegionCommand
{
    private const long UsualAccesses = 1_000_000;
    private const long UsualSeed = 1;

    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        var profiles = SharedOptions.Texts("--profile", "NAME", "only this version of the region; again for more");
        var accesses = SharedOptions.Text("--accesses", "N", $"how many to each; {UsualAccesses} when not said");
        var seed = SharedOptions.Text("--seed", "N", $"where the random numbers start; {UsualSeed} when not said");
        Command command = new("fuzz-region", "Reads and writes the region of a fault queue and the queues of iommufd "
            + "at random offsets, widths and values, between faults, answers, closes and reopens, and looks at what is "
            + "claimed of them after each step. The reference breaks nothing; what versions of history break is told. "
            + "With --json a line for each version.")
        {
            profiles, accesses, seed,
        };
        command.SetAction(parsed =>
        {
            var chosen = Chosen(parsed.GetValue(profiles) ?? []);
            var count = Numbers.Whole("--accesses", parsed.GetValue(accesses), 1) ?? UsualAccesses;
            var start = Numbers.Whole("--seed", parsed.GetValue(seed), long.MinValue) ?? UsualSeed;
            return Fuzz(terminal, chosen, (count, start), parsed.GetValue(SharedOptions.Json));
        });
        return command;
    }

    private static IReadOnlyList<Profile> Chosen(string[] names)
    {
        string[] known = [.. FaultProfiles.All.Select(profile => profile.Name)];
        var unknown = names.FirstOrDefault(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase));
        return unknown is null
            ? [.. FaultProfiles.All.Where(profile => names.Length == 0
                || names.Contains(profile.Name, StringComparer.OrdinalIgnoreCase))]
            : throw new UsageException(Suggestions.Complaint("no profile", unknown, known));
    }

    private static int Fuzz(
        Terminal terminal, IReadOnlyList<Profile> profiles, (long Accesses, long Seed) how, bool json)
    {
        List<FuzzDocument> rows = [];
        var page = json ? null : new FuzzPage(terminal, profiles.Select(profile => profile.Name));
        foreach (var profile in profiles)
        {
            if (terminal.Cancellation.IsCancellationRequested) { break; }
            var start = Stopwatch.GetTimestamp();
            var report = new RegionFuzz(profile, how.Seed).Run(how.Accesses, terminal.Cancellation);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            rows.Add(FuzzDocument.Of(report, how.Seed, how.Accesses, seconds));
            page?.Row(rows[^1]);
            if (json) { Json.Write(terminal.Output, rows[^1]); }
        }

        var isBroken = rows.Any(row => row.Escaped is not null
            || (row.Profile == FaultProfiles.Fixed.Name && row.Broken.Count > 0));
        if (isBroken) { return ExitCode.Broken; }
        var isWhole = rows.Count == profiles.Count && rows.All(row => row.Accesses == how.Accesses);
        return isWhole ? ExitCode.Held : ExitCode.Inconclusive;
    }
}
