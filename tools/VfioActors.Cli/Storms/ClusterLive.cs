using VfioActors.Behaviors.Values;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cluster;

namespace VfioActors.Cli.Storms;

/// <summary>Shows a storm over nodes while it goes on, in a line that is gone at its end.</summary>
/// <param name="terminal">Nothing is shown unless it is live.</param>
internal sealed class ClusterLive(Terminal terminal)
{
    /// <summary>Runs a storm.</summary>
    /// <param name="options">What kind.</param>
    /// <param name="quiet">Whether nothing is to be shown.</param>
    public ClusterStormReport Run(ClusterStormOptions options, bool quiet)
    {
        using ProgressLine progress = new(terminal, isWanted: !quiet);
        progress.Show($"starting {Counted.Grouped(options.Nodes, "node")}");
        ClusterStorm storm = new(options)
        {
            Progress = sample => progress.Show(
                $"{(sample.IsHealing ? "healing" : "hurting")}: {Counted.Grouped(sample.Operations, "operation")}, "
                + $"{Amount.Number(sample.InFlight)} in flight"),
        };
        return storm.GoAsync(Product.Version, terminal.Cancellation).GetAwaiter().GetResult();
    }
}
