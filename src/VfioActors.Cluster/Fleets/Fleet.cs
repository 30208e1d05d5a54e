using System.Diagnostics;
using VfioActors.Cluster.Orders;
using VfioActors.Storm;

namespace VfioActors.Cluster.Fleets;

/// <summary>The nodes of a storm: started together, asked together, gone when they are disposed of.</summary>
internal sealed class Fleet : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private readonly List<NodeProcess> _nodes = [];
    private readonly TimeSpan _limit;

    /// <param name="program">What a node is.</param>
    /// <param name="nodes">How many.</param>
    /// <param name="limit">How long one may take for anything.</param>
    /// <exception cref="NodeEndedException">One could not be started.</exception>
    internal Fleet(NodeProgram program, int nodes, TimeSpan limit)
    {
        _limit = limit;
        try
        {
            for (var number = 0; number < nodes; number++) { _nodes.Add(new(program, number, limit)); }
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            Dispose();
            throw new NodeEndedException($"{program.File} could not be started: {failure.Message}", failure);
        }
    }

    /// <summary>How many nodes were started.</summary>
    internal int Count => _nodes.Count;

    /// <summary>The addresses of the nodes.</summary>
    internal IReadOnlyList<string> Addresses { get; private set; } = [];

    /// <summary>The node of each machine.</summary>
    internal IReadOnlyList<int> Homes { get; private set; } = [];

    /// <summary>The number of the process of a node.</summary>
    internal int ProcessOf(int node) => _nodes[node].Id;

    /// <summary>Whether a node was killed.</summary>
    internal bool IsKilled(int node) => _nodes[node].IsKilled;

    /// <summary>Starts the storm on all nodes.</summary>
    /// <param name="storm">What kind of storm.</param>
    /// <param name="product">The version of the product.</param>
    /// <param name="recordTo">The file of a node; null for none.</param>
    /// <param name="mayCut">Whether links may be cut.</param>
    internal async Task StartAsync(StormOptions storm, string product, Func<int, string>? recordTo, bool mayCut)
    {
        var started = await AskAllAsync(node => new()
        {
            Do = NodeTask.Start,
            Storm = storm with { RecordTo = recordTo?.Invoke(node) },
            Nodes = Count,
            Node = node,
            MayCut = mayCut,
            Product = product,
        }).ConfigureAwait(false);
        Addresses = [.. started.Select(answer => answer!.Address)];
        await AskAllAsync(_ => new() { Do = NodeTask.Join, Seed = Addresses[0] }).ConfigureAwait(false);
        await _nodes[0].AskAsync(new() { Do = NodeTask.Place }).ConfigureAwait(false);
        var owned = await AskAllAsync(_ => new() { Do = NodeTask.Own }).ConfigureAwait(false);
        Homes =
        [
            .. Enumerable.Range(0, storm.Machines).Select(Scenarios.Workloads.Storms.StormMachine.NameOf)
                .Select(machine => NodeWith(owned, machine)),
        ];
        await AskAllAsync(_ => new() { Do = NodeTask.Go, Addresses = Addresses, Homes = Homes }).ConfigureAwait(false);
    }

    /// <summary>Tells all nodes something.</summary>
    internal Task TellAsync(NodeTask task) => AskAllAsync(_ => new() { Do = task });

    /// <summary>Looks at all nodes.</summary>
    /// <returns>What was seen of each; null of those that were killed.</returns>
    internal async Task<IReadOnlyList<NodeLook?>> LookAsync() =>
    [
        .. (await AskAllAsync(_ => new() { Do = NodeTask.Look }).ConfigureAwait(false))
            .Select(answer => answer?.Look),
    ];

    /// <summary>Has something befall a node, and waits until all that are left have settled it.</summary>
    /// <exception cref="NodeEndedException">They never did.</exception>
    internal async Task StrikeAsync(NodeFault fault)
    {
        if (fault.Kind == NodeFaultKind.Kill) { await _nodes[fault.Node].KillAsync().ConfigureAwait(false); }
        else { await TellOfOthersAsync(NodeTask.Cut).ConfigureAwait(false); }
        await TellOfOthersAsync(NodeTask.Down).ConfigureAwait(false);
        var start = Stopwatch.GetTimestamp();
        while (!IsSettled(await LookAsync().ConfigureAwait(false)))
        {
            if (Stopwatch.GetElapsedTime(start) > _limit)
            {
                throw new NodeEndedException($"the others did not settle that node {fault.Node} is gone");
            }

            await Task.Delay(LookEvery).ConfigureAwait(false);
        }

        Task TellOfOthersAsync(NodeTask task) => AskAllAsync(node => new()
        {
            Do = task,
            Addresses = [.. Beyond(node).Select(other => Addresses[other])],
        });

        IEnumerable<int> Beyond(int node) => node == fault.Node
            ? Enumerable.Range(0, Count).Where(other => other != node)
            : [fault.Node];

        bool IsSettled(IReadOnlyList<NodeLook?> looks) => Enumerable.Range(0, Count).All(
            node => looks[node] is not { } look || Beyond(node).All(look.Lost.Contains));
    }

    /// <summary>Asks each node that is left something, all at once.</summary>
    /// <returns>The answers; null of those that were killed.</returns>
    /// <exception cref="NodeEndedException">One ended: nobody waits for the others, who may wait for it.</exception>
    internal async Task<IReadOnlyList<NodeAnswer?>> AskAllAsync(Func<int, NodeOrder> order)
    {
        Task<NodeAnswer?>[] asked = [.. _nodes.Select(async (node, number) =>
            node.IsKilled ? null : await node.AskAsync(order(number)).ConfigureAwait(false))];
        await foreach (var answered in Task.WhenEach(asked).ConfigureAwait(false))
        {
            await answered.ConfigureAwait(false);
        }

        return [.. asked.Select(answered => answered.Result)];
    }

    /// <summary>Ends all that are left, in order.</summary>
    internal async Task EndAsync()
    {
        await TellAsync(NodeTask.End).ConfigureAwait(false);
        foreach (var node in _nodes) { await node.ExitAsync().ConfigureAwait(false); }
    }

    public void Dispose()
    {
        foreach (var node in _nodes) { node.Dispose(); }
    }

    private static int NodeWith(IReadOnlyList<NodeAnswer?> owned, string machine)
    {
        var node = owned.ToList().FindIndex(answer => answer!.Machines.Contains(machine));
        return node >= 0 ? node : throw new NodeEndedException($"{machine} was placed nowhere");
    }
}
