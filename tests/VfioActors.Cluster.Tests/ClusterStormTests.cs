using System.Diagnostics;
using VfioActors.Cluster.Fleets;
using VfioActors.Cluster.Maps;
using VfioActors.Exploration.Schedules;
using VfioActors.Storm;
using VfioActors.Storm.Measures;
using VfioActors.Tracing.Recordings;
using VfioActors.Vfio.Values;

namespace VfioActors.Cluster.Tests;

/// <summary>Storms over processes of their own, ended by operations.</summary>
public sealed class ClusterStormTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vfioactors-cluster").FullName;

    [Fact]
    public async Task A_storm_over_nodes_loses_nothing_and_is_recorded_as_one()
    {
        var file = Path.Combine(_folder, "whole.vtrace.gz");
        var options = Storming.Small with { RecordTo = file, FaultRate = 0.02 };
        var report = await GoAsync(new() { Storm = options, Nodes = 3, Program = Storming.Node() });
        Assert.True(report.Storm.AtRest);
        Assert.Empty(report.Storm.Violations);
        Assert.Empty(report.Storm.Lost);
        Assert.Empty(report.Unjudged);
        Assert.Null(report.Storm.RecordingProblem);
        Assert.False(report.Storm.IsUnrecorded);
        Assert.All(report.Nodes, node => Assert.Single(node.Machines));
        Assert.All(report.Nodes, node => Assert.Equal(3, node.Clients.Count));
        Assert.All(report.Nodes, node => Assert.True(node.Sent > 0));
        Assert.InRange(report.Storm.Operations, 9 * 50, 9 * 400);

        var recording = RecordingReader.ReadFile(file);
        Assert.True(recording.IsWhole);
        var states = recording.Orders.Count(order => order.State is not null);
        Assert.Equal(recording.Orders.Count, states);
        var setup = StormSetups.Of(options);
        var (run, _) = ForwardReplayer.Replay(setup, recording);
        Assert.Equal(report.Storm.Messages, run.Steps);
        Assert.Equal(0, run.Left);
        Assert.True(run.AtRest);
        Assert.Empty(run.Findings);
        Assert.Equal(RecordingReplayer.Replay(setup, recording).Fingerprint, run.Fingerprint);

        // A world whose pairs keep their order takes every step.
        var trace = RecordingReplayer.TraceOf(setup, recording);
        Assert.Equal("pair", trace.Header.Delivery);
        Assert.Equal(run.Fingerprint, TraceReplayer.Replay(setup.Scenario, trace).Fingerprint);
    }

    [Fact]
    public async Task A_killed_node_loses_its_own_and_nothing_else()
    {
        var file = Path.Combine(_folder, "cut.vtrace");
        var report = await StruckAsync(NodeFaultKind.Kill, 1, Storming.Small with { RecordTo = file });
        var killed = report.Nodes[1];
        Assert.Equal([false, true, false], report.Nodes.Select(node => node.IsKilled));
        Assert.True(report.Fault!.After >= 1000);
        Assert.Equal(killed.Machines, report.LostMachines.Select(machine => machine.Name));
        Assert.Equal(killed.Clients, report.LostClients);
        Assert.All(report.LostMachines[0].Actors, name => Assert.StartsWith(killed.Machines[0], name));

        Assert.True(report.GivenBack > 0);
        Assert.True(report.Storm.AtRest);
        Assert.Empty(report.Storm.Violations);
        Assert.Empty(report.Storm.Lost);
        Assert.NotEmpty(report.Unjudged);
        Assert.All(report.Unjudged, claim => Assert.Equal(killed.Machines[0], claim.Machine));
        Assert.True(report.Judged > 2 * (report.Unjudged.Count - 2));
        Assert.Contains(report.Storm.Refusals, one => one.Error == Errno.EIO);

        var recording = RecordingReader.ReadFile(file);
        Assert.False(recording.IsWhole);
        var (run, _) = ForwardReplayer.Replay(Storming.Setup, recording);
        Assert.InRange(run.Steps, 1, report.Storm.Messages);
        Assert.Empty(run.Findings);
    }

    [Fact]
    public async Task A_storm_whose_recording_could_not_be_put_together_says_that_there_is_none()
    {
        var file = Path.Combine(_folder, "missing", "x.vtrace");
        var options = Storming.Small with { RecordTo = file, Operations = 5 };
        var report = await GoAsync(new() { Storm = options, Nodes = 2, Program = Storming.Node() });
        Assert.True(report.Storm.AtRest);
        Assert.True(report.Storm.IsUnrecorded);
        Assert.Equal($"{file}: its folder does not exist", report.Storm.RecordingProblem);
    }

    /// <summary>Both sides live on, each for itself, and nothing is lost but the links.</summary>
    [Fact]
    public async Task Both_sides_of_a_cut_account_for_all_that_they_have()
    {
        var report = await StruckAsync(NodeFaultKind.Cut, 0, Storming.Small);
        Assert.True(report.Fault!.After >= 1000);
        Assert.True(report.Storm.AtRest);
        Assert.Empty(report.Storm.Violations);
        Assert.Empty(report.Storm.Lost);
        Assert.Empty(report.LostMachines);
        Assert.Empty(report.LostClients);
        Assert.Empty(report.Unjudged);
        Assert.True(report.GivenBack > 0);
        Assert.True(report.Storm.Operations >= 1000);
        Assert.Contains(report.Storm.Refusals, one => one.Error == Errno.EIO);
    }

    [Fact]
    public async Task What_a_defect_breaks_on_a_node_is_told()
    {
        var report = await GoAsync(new()
        {
            Storm = Storming.Small with { Defects = ["AUX-10"], Operations = 0 },
            Nodes = 2,
            Program = Storming.Node(),
        });
        Assert.NotEmpty(report.Storm.Violations);
    }

    [Fact]
    public async Task A_node_that_ends_by_itself_ends_the_storm()
    {
        ClusterStorm storm = new(new() { Storm = Storming.Small, Nodes = 2, Program = Storming.Node("dies") });
        var failure = await Assert.ThrowsAsync<NodeEndedException>(() => storm.GoAsync("test"));
        Assert.Contains("ended before the storm was over", failure.Message);
    }

    [Fact]
    public async Task A_node_that_does_not_answer_ends_the_storm()
    {
        ClusterStorm storm = new(new()
        {
            Storm = Storming.Small with { RestLimit = TimeSpan.FromMilliseconds(100) },
            Nodes = 2,
            Program = Storming.Node("silent"),
        });
        var failure = await Assert.ThrowsAsync<NodeEndedException>(() => storm.GoAsync("test"));
        Assert.Contains("did not Start within", failure.Message);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        ClusterStorm storm = new(new()
        {
            Storm = Storming.Small,
            Nodes = 2,
            Program = new(Path.Combine(_folder, "no-program"), []),
        });
        var failure = await Assert.ThrowsAsync<NodeEndedException>(() => storm.GoAsync("test"));
        Assert.Contains("no-program", failure.Message);
    }

    [Fact]
    public void Of_the_nodes_one_must_be_left()
    {
        Assert.Throws<ArgumentException>(() => Storm(nodes: 0, struck: null));
        Assert.Throws<ArgumentException>(() => Storm(nodes: 1, struck: 0));
        Assert.Throws<ArgumentException>(() => Storm(nodes: 3, struck: 3));
        Assert.Throws<ArgumentException>(() => Storm(nodes: 3, struck: -1));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ClusterStorm Storm(int nodes, int? struck) => new(new()
    {
        Storm = Storming.Small,
        Nodes = nodes,
        Program = Storming.Node(),
        Fault = struck is { } node ? new(NodeFaultKind.Kill, node, null) : null,
    });

    /// <summary>
    /// A node of three is struck while all storm on, however fast they are: told to halt once the fault was due, they
    /// halt after it.
    /// </summary>
    private static async Task<ClusterStormReport> StruckAsync(NodeFaultKind kind, int node, StormOptions storm)
    {
        const int due = 1000;
        using CancellationTokenSource halt = new();
        return await GoAsync(
            new()
            {
                Storm = storm with { Operations = 0 },
                Nodes = 3,
                Program = Storming.Node(),
                Fault = new(kind, node, due),
            },
            sample =>
            {
                if (sample.Operations >= due) { halt.Cancel(); }
            },
            halt.Token);
    }

    /// <summary>No process of a node is left behind.</summary>
    private static async Task<ClusterStormReport> GoAsync(
        ClusterStormOptions options, Action<StormSample>? progress = null, CancellationToken cancellation = default)
    {
        ClusterStorm storm = new(options) { Progress = progress ?? (_ => { }) };
        var report = await storm.GoAsync("test", cancellation);
        Assert.All(report.Nodes, node => Assert.Throws<ArgumentException>(() => Process.GetProcessById(node.Process)));
        return report;
    }
}
