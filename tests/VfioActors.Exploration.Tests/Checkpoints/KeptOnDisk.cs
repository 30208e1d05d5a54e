using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;

namespace VfioActors.Exploration.Tests.Checkpoints;

/// <summary>A search that is ended over and over, and goes on from a file each time.</summary>
internal sealed class KeptOnDisk : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vfioactors").FullName;

    /// <summary>Where the search is kept.</summary>
    internal string Path => System.IO.Path.Combine(_folder, "kept" + Checkpoint.Extension);

    /// <summary>How often the last search went on.</summary>
    internal int Stops { get; private set; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Searches, ended at the bounds of each, and at last to the end.</summary>
    /// <param name="setup">Makes the scenario ready, as another process would: all of it anew.</param>
    internal ExplorationReport Explored(
        Func<Setup> setup, Func<Setup, IStrategy> strategy, ExplorationOptions whole,
        params IEnumerable<ExplorationOptions> bounds)
    {
        ExplorationReport? report = null;
        Stops = 0;
        foreach (var options in bounds.Append(whole))
        {
            Checkpoint? from = null;
            if (report is not null)
            {
                if (report.Unfinished is not { } unfinished) { return report; }
                unfinished.Write(Path);
                from = Checkpoint.Open(Path);
                Stops++;
            }

            report = Explorer.Explore(setup, strategy, options with { Keeps = true, From = from });
        }

        return report!;
    }
}
