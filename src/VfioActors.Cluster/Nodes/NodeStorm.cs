using Akka.Actor;
using VfioActors.Behaviors;
using VfioActors.Cluster.Maps;
using VfioActors.Cluster.Orders;
using VfioActors.Exploration.Properties;
using VfioActors.Runtime;
using VfioActors.Runtime.Configurations;
using VfioActors.Runtime.Recordings;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Storm;
using VfioActors.Storm.Measures;
using VfioActors.Tracing.Files;

namespace VfioActors.Cluster.Nodes;

/// <summary>The part of a storm that one node has: its actors under load, looked at, recorded, and judged.</summary>
internal sealed class NodeStorm : IAsyncDisposable
{
    private readonly NodePlan _plan;
    private readonly ClientMeters _meters;
    private readonly StormChooser _chooser;
    private readonly StormJudge _judge;
    private readonly StormTelemetry _telemetry;
    private readonly RecordingFile? _file;
    private readonly NodePost _post;

    private NodeStorm(NodePlan plan, NodeRoutes routes, TraceRecorder? recorder)
    {
        _plan = plan;
        _meters = new(plan.Setup.Topology, plan.Options.Clients, plan.Options.Window);
        _chooser = new(_meters.First, new SeededChooser(plan.Options.Seed, plan.Options.FaultRate));
        _judge = new(plan.Setup);
        _telemetry = new(_meters);
        _post = new(plan.Map, plan.Self, routes with
        {
            Broken = (cell, reason) => _judge.Note(CrashProperty.Instance.Name, reason, cell.Name),
        });
        if (recorder is null) { return; }
        _file = new(
            plan.Options.RecordTo!,
            StormHeaders.Of(plan.Setup, plan.Options.Seed, plan.Product),
            recorder,
            RuntimeSettings.From(RuntimeSettings.Reference));
    }

    /// <summary>Starts the actors that live here.</summary>
    /// <param name="member">The member of the cluster that this node is.</param>
    /// <param name="gates">The gates of all nodes.</param>
    /// <param name="desk">Where it is told that the post is there.</param>
    internal static async Task<NodeStorm> StartAsync(
        NodePlan plan, NodeMember member, IReadOnlyList<IActorRef> gates, NodeDesk desk)
    {
        NodeRoutes routes = new(
            member.Machines,
            gates,
            (cell, post) => member.System.ActorOf(Props.CreateBy(new HeirProducer(cell, post)), $"heir-{cell.Name}"),
            (_, _) => { });
        var recorder = plan.Options.RecordTo is null ? null : new TraceRecorder(plan.Setup.Topology);
        NodeStorm storm = new(plan, routes, recorder);
        await storm.StartAsync(member, recorder).ConfigureAwait(false);
        desk.Open(storm._post, member.Gate);
        return storm;
    }

    /// <summary>How far it is.</summary>
    internal NodeLook Look()
    {
        var (actors, counts) = (_post.Actors, _post.Counts);
        var handled = counts.Handled;
        var isAtRest = actors.IsAtRest;
        return new()
        {
            Handled = handled,
            IsAtRest = isAtRest,
            Sent = counts.Sent,
            Handed = counts.Handed,
            Operations = _meters.Operations,
            Succeeded = _meters.Succeeded,
            Doubts = _chooser.Doubts,
            Messages = actors.Deliveries,
            InFlight = _meters.InFlight,
            IsBroken = _judge.IsBroken,
            HasCrashed = _judge.HasCrashed,
            Lost = _post.Lost,
            WorkingSet = Environment.WorkingSet,
        };
    }

    /// <summary>Tells the clients to halt.</summary>
    internal void Halt() => _chooser.Halt();

    /// <summary>Tells the clients to leave what is never taken back.</summary>
    internal void GiveUp() => _chooser.GiveUp();

    /// <summary>What its clients have that do not rest with nothing. To be asked at rest.</summary>
    internal IReadOnlyList<ClientBook> Books() =>
    [
        .. _plan.Map.ClientsOf(_plan.Self)
            .Select(client => ClientBook.Of(client, (StormClientState)_post.Actors.StateOf(client)))
            .OfType<ClientBook>(),
    ];

    /// <summary>Judges what it can see, and ends the recording.</summary>
    /// <param name="books">What clients of all nodes have; null when it is not at rest.</param>
    /// <param name="isWhole">Whether the recording goes to the end of the run.</param>
    internal NodeJudgement Judge(IReadOnlyList<ClientBook>? books, bool isWhole)
    {
        var problem = Completed(isWhole);
        List<int> judged = [];
        List<Shortfall> left = [];
        if (books is not null && !_judge.HasCrashed) { JudgeRest(books, judged, left); }
        return new()
        {
            Violations = _judge.Violations,
            Judged = judged,
            Left = left,
            Inherited = _post.Inherited,
            Refusals = _meters.Refusals().ToDictionary(one => one.Error, one => one.Count),
            Latencies = [.. _meters.Latencies().Buckets.Select(bucket => (long[])[bucket.End, bucket.Count])],
            ClientP99 =
            [
                .. _plan.Map.ClientsOf(_plan.Self).Select(client =>
                    _meters.ByActor[client.Value]!.Latencies.Percentile(0.99)),
            ],
            Loads = [.. Own().Select(actor => new ActorLoad(
                _plan.Setup.Topology.NameOf(actor), _post.Actors.DeliveriesOf(actor)))],
            RecordingProblem = problem,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _post.Actors.DisposeAsync().ConfigureAwait(false);
        _file?.Dispose();
        _telemetry.Dispose();
    }

    private async Task StartAsync(NodeMember member, TraceRecorder? recorder)
    {
        LinkRef link = new(
            new RootActorPath(member.Address) / "link", member.System.Provider, _post.Send);
        SortedDictionary<ActorId, IActorRef> outside =
            new(_post.Others.ToDictionary(actor => actor, IActorRef (_) => link));
        _post.Open(await BehaviorSystem.StartAsync(member.System, _plan.Setup.Topology, new()
        {
            Chooser = _chooser,
            Watcher = new NodeWatcher(
                new StormWatcher(_plan.Setup, _meters.ByActor, _telemetry), _plan.Map, _plan.Self, _post.Counts),
            Recorder = recorder,
            Outside = outside,
            Broken = _judge.Note,
        }).ConfigureAwait(false));
    }

    private void JudgeRest(IReadOnlyList<ClientBook> books, List<int> judged, List<Shortfall> left)
    {
        NodeView view = new(_plan.Map, _plan.Self, _post, books);
        var properties = _plan.Setup.Properties;
        for (var place = 0; place < properties.Count; place++)
        {
            if (properties[place] is not AtRest property) { continue; }
            view.IsInParts = ClaimPlaces.IsInParts(property);
            try
            {
                if (property.Refute(view) is { } reason) { _judge.Note(property.Name, reason, actor: null); }
                if (property is StormLosses losses) { left.AddRange(LeftBy(losses, view)); }
                judged.Add(place);
            }
            catch (NotHereException)
            {
                // Another node's: whoever has all that it looks at judges it, and what nobody judged is told.
            }
        }
    }

    /// <summary>With the machine that it is left on.</summary>
    private IEnumerable<Shortfall> LeftBy(StormLosses losses, NodeView view)
    {
        var machine = ClaimPlaces.MachineOf(losses, _plan.Map)?.Name ?? "clients";
        return losses.Missing(view).Select(one => one with
        {
            One = $"{one.One} on {machine}",
            What = $"{one.What} on {machine}",
        });
    }

    private IEnumerable<ActorId> Own() =>
        _plan.Setup.Topology.Actors.Where(actor => _plan.Map.NodeOf(actor) == _plan.Self);

    /// <summary>A disk that became full takes nothing of what is known about the storm.</summary>
    private string? Completed(bool isWhole)
    {
        try
        {
            _file?.Complete(isWhole ? _post.Actors : null);
            return null;
        }
        catch (TraceWriteException failure)
        {
            return failure.Message;
        }
    }
}
