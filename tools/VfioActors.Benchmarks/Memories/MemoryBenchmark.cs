using System.Diagnostics;
using System.Globalization;
using VfioActors.Exploration;
using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;

namespace VfioActors.Benchmarks.Memories;

/// <summary>
/// How many bytes does a state take? Of the set of fingerprints alone, filled with random ones, and of a whole search
/// that meets as many states. Each is a process of its own, so that the most that it ever held is its own.
/// </summary>
internal static class MemoryBenchmark
{
    /// <summary>The first word of the command of such a process.</summary>
    private const string Child = "memory-child";

    /// <summary>Its name. Large tables take minutes and gigabytes, so it runs only when asked for.</summary>
    internal const string Word = "memory";

    /// <summary>What is said of a search that holds next to nothing of its queue in memory.</summary>
    private const string OnDisk = "on-disk";

    /// <summary>Of scenarios the words after <c>explore</c> that say what to search, then the strategy.</summary>
    private static readonly string[] Filled =
    [
        "1000000",
        "10000000",
        "100000000",
        "aux-one-owner variant=cleared granularity=turns devices=4 rounds=1 stateful",
        "aux-one-owner variant=cleared granularity=turns devices=5 rounds=1 stateful",
        "aux-one-owner variant=cleared granularity=turns devices=5 rounds=1 breadth",
        "aux-one-owner variant=cleared granularity=turns devices=5 rounds=1 breadth on-disk",
    ];

    internal static void Run(TextWriter output)
    {
        foreach (var words in Filled) { output.WriteLine(Measured(words)); }
    }

    /// <summary>Whether this is such a process; then it has done its work.</summary>
    internal static bool IsChild(string[] args)
    {
        if (args is not [Child, var words]) { return false; }
        RunChild(words, Console.Out);
        return true;
    }

    /// <summary>Fills what the words say and says what that took.</summary>
    private static void RunChild(string words, TextWriter output)
    {
        var before = Environment.WorkingSet;
        var clock = Stopwatch.StartNew();
        var (what, states, table) = long.TryParse(words, CultureInfo.InvariantCulture, out var count)
            ? Random(count) : Searched(words);
        var peak = PeakBytes();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {states:N0}, {(table is { } bytes ? $"table {(double)bytes / states:F1}, " : "")}"
                + $"process at its peak {(double)peak / states:F1} bytes each ({peak >> 20:N0} MB, of which "
                + $"{before >> 20:N0} before it began), {clock.Elapsed.TotalSeconds:F1} s"));
    }

    private static (string What, long States, long? Table) Random(long count)
    {
        FingerprintSet set = new();
        SeededRandom random = new(1);
        for (var number = 0L; number < count; number++) { _ = set.Add(random.Next()); }
        return ("random fingerprints", set.Count, set.Bytes);
    }

    private static (string What, long States, long? Table) Searched(string words)
    {
        var parts = words.Split(' ');
        var scenario = ScenarioCatalog.Find(parts[0])!;
        var values = from part in parts.Skip(1)
                     let pair = part.Split('=')
                     where pair.Length == 2
                     select (pair[0], pair[1]);
        var setup = Setup.Of(scenario, ScenarioArguments.Of(scenario, values, []), Delivery.Causal);
        var strategy = parts.Last(part => part != OnDisk);
        ExplorationOptions options = new() { QueueMemory = parts.Contains(OnDisk) ? 1 << 20 : null };
        var report = Search.Run(() => setup, strategy, options).Report;
        return ($"{words} ({report.BytesOnDisk >> 20} MB on disk)", report.States!.Value, null);
    }

    private static long PeakBytes()
    {
        using var itself = Process.GetCurrentProcess();
        return itself.PeakWorkingSet64;
    }

    private static string Measured(string words)
    {
        using var child = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!, [.. Environment.GetCommandLineArgs().Take(1).Where(IsAssembly), Child, words])
        {
            RedirectStandardOutput = true,
        })!;
        var said = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0 ? said.TrimEnd() : $"{words}: ended with {child.ExitCode}";
    }

    /// <summary>Who is run by the command <c>dotnet</c> is named to it.</summary>
    private static bool IsAssembly(string path) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        && path.EndsWith(".dll", StringComparison.Ordinal);
}
