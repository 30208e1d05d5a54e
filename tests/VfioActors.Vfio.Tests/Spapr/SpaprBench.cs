using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Containers;
using VfioActors.Vfio.Spapr.Hypervisors;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Registries;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Spapr.TceUnits;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Spapr;

/// <summary>
/// Two sPAPR containers, a memory, a registry, an IOMMU and a hypervisor. Every request is carried out to its end
/// before
/// the next; messages are handled in the order of their sending.
/// </summary>
public sealed class SpaprBench
{
    /// <summary>Where the memory of the process starts.</summary>
    public const ulong Base = 0x100000;

    private const ulong Page = 4096;
    private readonly SpaprBenchOptions _options;
    private readonly Outbox _outbox = new();
    private readonly Queue<Envelope> _mail = [];
    private readonly List<Cell> _cells = [];
    private readonly List<Envelope> _replies = [];
    private readonly ActorId _tester = new(1000);
    private int _operations;

    public SpaprBench(SpaprBenchOptions? options = null)
    {
        _options = options ??= new();
        GroupOptions[] groups =
        [
            .. Enumerable.Range(0, 4).Select(number => new GroupOptions($"p{number}", new(7 + number))
            {
                Unit = number == 3 ? default : Unit, DomainKind = number == 2 ? 1 : 0,
            }),
        ];
        Topology topology = new();
        topology.Add("mm", new GuestMemoryBehavior(new()
        {
            Limit = new(options.LimitPages << Paging.Shift),
            Areas = options.Areas,
        }));
        topology.Add("registry", new RegionRegistryBehavior(new()
        {
            Memory = Memory,
            Rules = options.Rules,
            Defects = options.Defects,
        }));
        topology.Add("iommu", new TceUnitBehavior(new()
        {
            Defects = options.Defects,
            ExchangesMayFail = options.ExchangesMayFail,
            StartsWith = options.IsPending ? [] : [WindowOf(C0), WindowOf(C1)],
        }));
        topology.Add("c0", ContainerOf(groups, 0));
        topology.Add("c1", ContainerOf(groups, 1));
        topology.Add("kvm", new HypervisorBehavior(new()
        {
            Registry = Registry,
            Unit = Unit,
            Defects = options.Defects,
        }));
        Journal journal = new(keeps: false);
        _cells.AddRange(topology.Actors.Select(actor => topology.Make(actor, journal)));
    }

    public static ActorId Memory => new(1);

    public static ActorId Registry => new(2);

    public static ActorId Unit => new(3);

    public static ActorId C0 => new(4);

    public static ActorId C1 => new(5);

    public static ActorId Kvm => new(6);

    public GuestMemoryState Mm => StateOf<GuestMemoryState>(Memory);

    public RegionRegistryState Regions => StateOf<RegionRegistryState>(Registry);

    public TceUnitState Tables => StateOf<TceUnitState>(Unit);

    public SpaprContainerState Container => StateOf<SpaprContainerState>(C0);

    public SpaprContainerState Other => StateOf<SpaprContainerState>(C1);

    public long LockedPages => Mm.Processes[default].LockedPages;

    /// <summary>The only region.</summary>
    public Region Region => Assert.Single(Regions.Regions.Values.ToArray());

    /// <summary>What came before the last answer.</summary>
    public IEnumerable<T> Before<T>()
        where T : unmanaged, IMessage => _replies.Where(reply => reply.Is<T>()).Select(reply => reply.Read<T>());

    public long Register(ulong page, ulong pages, bool second = false, int caller = 0) =>
        Ask(second ? C1 : C0, new SpaprContainerMessage.Register(At(page), Bytes(pages), default, new(caller)));

    public long Unregister(ulong page, ulong pages, bool second = false, int caller = 0) =>
        Ask(second ? C1 : C0, new SpaprContainerMessage.Unregister(At(page), Bytes(pages), default, new(caller)));

    public long Map(ulong entry, ulong page, ulong count, SpaprModes modes = SpaprModes.ReadWrite) =>
        Ask(C0, new SpaprContainerMessage.Map(
            new(entry << _options.Shift.Value), At(page), new(count << _options.Shift.Value), modes, default));

    public long Unmap(ulong entry, ulong count) => Ask(C0, new SpaprContainerMessage.Unmap(
        new(entry << _options.Shift.Value), new(count << _options.Shift.Value), default, default));

    public long Enable() => Ask(C0, default(SpaprContainerMessage.Enable));

    public long Disable() => Ask(C0, default(SpaprContainerMessage.Disable));

    public long Release() => Ask(C0, default(SpaprContainerMessage.Release));

    public long Create(ulong bytes, int shift, int levels, SpaprModes modes = default) =>
        Ask(C0, new SpaprContainerMessage.CreateWindow(new(bytes), shift, levels, modes, default));

    public long Remove(ulong start, SpaprModes modes = default) =>
        Ask(C0, new SpaprContainerMessage.RemoveWindow(new(start), modes, default));

    /// <summary>How often the page behind an address of the memory is pinned.</summary>
    public long Pins(ulong page) => Mm.PinsAt(default, At(page));

    /// <summary>The value, or minus the error.</summary>
    public long Ask<T>(ActorId container, in T message)
        where T : unmanaged, IMessage
    {
        Carry(container, in message);
        var done = _replies[^1].Read<SpaprContainerMessage.Done>();
        return done.Error == Errno.None ? (long)done.Value : -(long)done.Error;
    }

    /// <summary>A hypercall: the value, or minus the error.</summary>
    public long Call<T>(in T message)
        where T : unmanaged, IMessage
    {
        Carry(Kvm, in message);
        var done = _replies[^1].Read<HypercallMessage.Done>();
        return done.Error == Errno.None ? (long)done.Value : -(long)done.Error;
    }

    /// <summary>A group asks the first container to take it in or to let it go.</summary>
    public long Group<T>(int number, in T message)
        where T : unmanaged, IMessage
    {
        ActorId group = new(7 + number);
        _replies.Clear();
        Push(Envelope.Of(group, C0, in message));
        return -(long)_replies[^1].Read<ContainerMessage.Done>().Error;
    }

    /// <summary>Sends a message and carries out all that comes of it; there need not be an answer.</summary>
    public void Carry<T>(ActorId to, in T message)
        where T : unmanaged, IMessage
    {
        _replies.Clear();
        Push(Envelope.Of(_tester, to, in message));
    }

    /// <summary>Begins without carrying out: the messages wait until <see cref="Step"/>.</summary>
    public void Begin<T>(ActorId to, in T message)
        where T : unmanaged, IMessage =>
        _mail.Enqueue(Envelope.Of(_tester, to, in message).Serving(new(100 + ++_operations), 0));

    /// <summary>Carries out the oldest messages.</summary>
    public void Step(int messages = int.MaxValue)
    {
        for (var done = 0; done < messages && _mail.TryDequeue(out var envelope); done++)
        {
            if (envelope.To.Value > _cells.Count) { _replies.Add(envelope); }
            else { Deliver(in envelope); }
        }
    }

    private static Vaddr At(ulong page) => new(Base + (page * Page));

    private static ByteCount Bytes(ulong pages) => new(pages * Page);

    private void Push(Envelope envelope)
    {
        _mail.Enqueue(envelope.Serving(new(100 + ++_operations), 0));
        Step();
    }

    private void Deliver(in Envelope envelope)
    {
        _outbox.Open(envelope.To, envelope.Operation, 0, default);
        _cells[envelope.To.Value - 1].Receive(in envelope, _outbox);
        foreach (var effect in _outbox.Effects)
        {
            var isChoice = effect.Kind == EffectKind.Choice;
            var asked = isChoice ? effect.Envelope.Read<Chosen>() with { Option = _options.Choice } : default;
            _mail.Enqueue(isChoice
                ? Envelope.Of(ActorId.Nobody, envelope.To, in asked).Serving(effect.Envelope.Operation, 0)
                : effect.Envelope);
        }
    }

    private TceCount Entries => new(_options.DefaultWindow >> _options.Shift.Value);

    private WindowOptions WindowOf(ActorId container) => new(default, Entries, _options.Shift, container);

    private SpaprContainerBehavior ContainerOf(GroupOptions[] groups, int number) => new(new()
    {
        Rules = _options.Rules,
        Defects = _options.Defects,
        Memory = Memory,
        Registry = Registry,
        Unit = Unit,
        Groups = groups,
        DefaultWindow = new(_options.DefaultWindow),
        HasDynamicWindows = _options.HasDynamicWindows,
        RecordsMayFail = _options.RecordsMayFail,
        StartsAs = _options.Kind,
        StartsWith = _options.HasGroups ? [groups[number].Actor] : [],
        StartsWithWindows = _options.IsPending ? [] : [new(default, Entries, default, _options.Shift, number)],
        StartsPending = _options.IsPending,
    });

    private TState StateOf<TState>(ActorId actor)
        where TState : State => ((CellOf<TState>)_cells[actor.Value - 1]).TypedState;
}
