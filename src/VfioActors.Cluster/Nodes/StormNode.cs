using Akka.Actor;
using VfioActors.Cluster.Maps;
using VfioActors.Cluster.Orders;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Storms;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Cluster.Nodes;

/// <summary>
/// One node of a storm over nodes, as a process of its own: it does what it reads, a line an order, and answers each
/// with a line. When nobody says more, it ends.
/// </summary>
public sealed class StormNode : IAsyncDisposable
{
    private readonly NodeDesk _desk = new();
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<string?>? _next;
    private NodeOrder? _start;
    private Setup? _setup;
    private NodeMember? _member;
    private NodeStorm? _storm;

    private StormNode()
    {
    }

    /// <summary>Takes orders until there are no more.</summary>
    /// <param name="orders">Where they come from: the standard input.</param>
    /// <param name="answers">Where answers go: the standard output.</param>
    /// <returns>Once it has ended.</returns>
    public static async Task RunAsync(TextReader orders, TextWriter answers)
    {
        var node = new StormNode();
        await using var running = node.ConfigureAwait(false);
        while (await node.NextAsync(orders).ConfigureAwait(false) is { } order)
        {
            var answer = node.AnswerAsync(order);
            if (await Task.WhenAny(answer, node._gone.Task).ConfigureAwait(false) != answer) { break; }
            await answers.WriteLineAsync(OrderLine.Of(await answer.ConfigureAwait(false))).ConfigureAwait(false);
            await answers.FlushAsync().ConfigureAwait(false);
            if (order.Do == NodeTask.End) { return; }
        }

        node.Forget();
    }

    /// <summary>
    /// The next order; null when nobody is left to give one. What comes next is read while an order is carried out:
    /// whoever waits for a node that is gone, and is asked by nobody any more, would wait for ever.
    /// </summary>
    private async Task<NodeOrder?> NextAsync(TextReader orders)
    {
        var line = await (_next ?? ReadAsync(orders)).ConfigureAwait(false);
        if (line is null) { return null; }
        _next = ReadAsync(orders);
        return OrderLine.Read<NodeOrder>(line);
    }

    /// <summary>The standard input is read by a thread that waits.</summary>
    private Task<string?> ReadAsync(TextReader orders) => Task.Run(() =>
    {
        var line = orders.ReadLine();
        if (line is null) { _gone.TrySetResult(); }
        return line;
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_storm is not null) { await _storm.DisposeAsync().ConfigureAwait(false); }
        if (_member is not null) { await _member.DisposeAsync().ConfigureAwait(false); }
    }

    private Setup Setup => _setup ?? throw new InvalidOperationException("a node is started first");

    private NodeMember Member => _member ?? throw new InvalidOperationException("a node is started first");

    private NodeStorm Storm => _storm ?? throw new InvalidOperationException("the actors are started first");

    private async Task<NodeAnswer> AnswerAsync(NodeOrder order)
    {
        try
        {
            return await DoAsync(order).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever goes wrong here, whoever asked is told, and decides.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return new() { Problem = $"{failure.GetType().Name}: {failure.Message}" };
        }
    }

    private async Task<NodeAnswer> DoAsync(NodeOrder order)
    {
        switch (order.Do)
        {
            case NodeTask.Start: return Start(order);
            case NodeTask.Join: await JoinAsync(order).ConfigureAwait(false); break;
            case NodeTask.Place: await Member.PlaceAsync(Machines().Count).ConfigureAwait(false); break;
            case NodeTask.Own: return new() { Machines = _desk.Machines };
            case NodeTask.Go: await GoAsync(order).ConfigureAwait(false); break;
            case NodeTask.Look: return new() { Look = Storm.Look() };
            case NodeTask.Halt: Storm.Halt(); break;
            case NodeTask.GiveUp: Storm.GiveUp(); break;
            case NodeTask.Cut: await Member.CutAsync(Addresses(order)).ConfigureAwait(false); break;
            case NodeTask.Down: Member.Down(Addresses(order)); break;
            case NodeTask.Books: return new() { Books = Storm.Books() };
            case NodeTask.Judge:
                return new() { Judgement = Storm.Judge(order.IsAtRest ? order.Books : null, order.IsWhole) };
            default: break;
        }

        return new();
    }

    private NodeAnswer Start(NodeOrder order)
    {
        _start = order;
        _setup = StormSetups.Of(order.Storm ?? throw new ArgumentException("no storm to start"));
        _member = new(order.Nodes, order.MayCut, _desk);
        return new() { Address = _member.Address.ToString() };
    }

    private async Task JoinAsync(NodeOrder order)
    {
        // Where the machines are nobody knows yet: only which actors each has.
        StormMap map = new(Setup, _start!.Nodes, [.. Machines().Select(_ => 0)]);
        await Member.JoinAsync(Address.Parse(order.Seed), actor => map.MachineOf(actor).Name).ConfigureAwait(false);
    }

    private async Task GoAsync(NodeOrder order)
    {
        var addresses = Addresses(order);
        IReadOnlyList<IActorRef> gates = [.. addresses.Select(Member.GateOf)];
        StormMap map = new(Setup, _start!.Nodes, order.Homes);
        _desk.Close(map, gates, addresses);
        NodePlan plan = new(_start.Storm!, Setup, map, _start.Node, _start.Product);
        _storm = await NodeStorm.StartAsync(plan, Member, gates, _desk).ConfigureAwait(false);
    }

    private static Address[] Addresses(NodeOrder order) => [.. order.Addresses.Select(Address.Parse)];

    private IReadOnlyList<StormMachine> Machines() => StormScenario.MachinesOf(Setup.Topology, Setup.Arguments);

    /// <summary>Whoever started it is gone: nobody will ask for what it recorded.</summary>
    private void Forget()
    {
        if (_start?.Storm?.RecordTo is not { } file) { return; }
        _storm?.Judge(null, isWhole: false);
        File.Delete(file);
        if (Path.GetDirectoryName(file) is { } folder && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }
}
