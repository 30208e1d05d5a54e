using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Values;
using VfioActors.Scenarios.Workloads.Clients;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.IommuUnits;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.AuxDomains;

/// <summary>
/// Two domains, a unit with the devices x and y, and an allocator. Each request is carried out to its end before the
/// next; messages are handled in the order of their sending, timers when nothing else is left.
/// </summary>
public sealed class AuxBench
{
    private readonly Topology _topology = new();
    private readonly Outbox _outbox = new();
    private readonly Queue<Envelope> _mail = [];
    private readonly Queue<Envelope> _timers = [];
    private readonly List<Cell> _cells = [];
    private readonly ActorId _tester = new(1000);
    private Envelope _reply;
    private int _operations;

    public AuxBench(Profile profile, AuxBenchOptions? options = null)
    {
        options ??= new();
        Options = options;
        DefectSet defects = new(profile.Defects);
        AuxDomainOptions usual = new() { Units = [Unit, Unit], DeviceNames = ["x", "y"], Allocator = Allocator };
        _topology.Add("D", new AuxDomainBehavior(options.Domain(usual), defects));
        _topology.Add("E", new AuxDomainBehavior(usual, defects));
        IommuUnitOptions unit = new() { Devices = options.Devices, NameOf = _topology.NameOf };
        _topology.Add("iommu0", new IommuUnitBehavior(options.Unit(unit), defects));
        _topology.Add("pasids", new PasidAllocatorBehavior(options.TakenPasids, defects));
        if (options.Script.Count > 0) { _topology.Add("CPU0", new ClientBehavior(options.Script, defects)); }
        Journal journal = new(keeps: false);
        _cells.AddRange(_topology.Actors.Select(actor => _topology.Make(actor, journal)));
    }

    public static ActorId D => new(1);

    public static ActorId E => new(2);

    public static ActorId Unit => new(3);

    public static ActorId Allocator => new(4);

    public static DeviceId X => new(0);

    public static DeviceId Y => new(1);

    public AuxBenchOptions Options { get; }

    public AuxDomainState DomainD => StateOf<AuxDomainState>(D);

    public AuxDomainState DomainE => StateOf<AuxDomainState>(E);

    public IommuUnitState UnitState => StateOf<IommuUnitState>(Unit);

    public PasidAllocatorState Pasids => StateOf<PasidAllocatorState>(Allocator);

    public ClientState Client => StateOf<ClientState>(new(5));

    /// <summary>The ids that were given back, in order.</summary>
    public List<int> Freed { get; } = [];

    /// <summary>What the host answers to choices.</summary>
    public int Option { get; set; }

    public Errno Attach(ActorId domain, DeviceId device) => Ask(domain, new AuxDomainMessage.Attach(device));

    public Errno Detach(ActorId domain, DeviceId device) => Ask(domain, new AuxDomainMessage.Detach(device));

    public Errno Enable(DeviceId device) => AskUnit(new IommuUnitMessage.Enable(device, DeviceFeature.Aux));

    public Errno Disable(DeviceId device) => AskUnit(new IommuUnitMessage.Disable(device));

    public Errno AttachPrimary(ActorId domain, DeviceId device) =>
        Ask(domain, new AuxDomainMessage.AttachPrimary(device));

    public Errno Free(ActorId domain) => Ask(domain, default(AuxDomainMessage.Free));

    /// <summary>The id, or minus the error.</summary>
    public int GetPasid(ActorId domain)
    {
        Carry(domain, default(AuxDomainMessage.GetPasid));
        var done = _reply.Read<AuxDomainMessage.Done>();
        return done.Error == Errno.None ? done.Value : -(int)done.Error;
    }

    public Errno Ask<T>(ActorId domain, in T message)
        where T : unmanaged, IMessage
    {
        Carry(domain, in message);
        return _reply.Read<AuxDomainMessage.Done>().Error;
    }

    public Errno AskUnit<T>(in T message)
        where T : unmanaged, IMessage
    {
        Carry(Unit, in message);
        return _reply.Read<IommuUnitMessage.Answered>().Error;
    }

    public Errno Set(DeviceId device, int pasid)
    {
        Carry(Unit, new IommuUnitMessage.SetEntry(device, new(pasid), 0, TranslationStage.FirstLevel));
        return _reply.Read<IommuUnitMessage.EntrySet>().Error;
    }

    /// <summary>What the unit says to an entry of the second level.</summary>
    public Errno SetSecondLevel(DeviceId device, int pasid, int levels = 4)
    {
        Carry(Unit, new IommuUnitMessage.SetEntry(device, new(pasid), levels, TranslationStage.SecondLevel));
        return _reply.Read<IommuUnitMessage.EntrySet>().Error;
    }

    public Errno Clear(DeviceId device, int pasid, TranslationStage stage)
    {
        Carry(Unit, new IommuUnitMessage.ClearEntry(device, new(pasid), stage));
        return _reply.Read<IommuUnitMessage.EntryCleared>().Error;
    }

    public IommuUnitMessage.Read Read(DeviceId device, int pasid, Iova iova)
    {
        Carry(Unit, new IommuUnitMessage.Dma(device, new(pasid), iova));
        return _reply.Read<IommuUnitMessage.Read>();
    }

    public bool IsPresent(DeviceId device, int pasid) => UnitState.Entries.Contains(new(device, new(pasid)));

    public ActorId OwnerOf(DeviceId device, int pasid) => UnitState.Entries[new(device, new(pasid))].Owner;

    public bool IsInUse(int pasid) => Pasids.InUse.Contains(new(pasid));

    public int UnitRef(ActorId domain) => UnitState.DomainIds[domain].Count;

    /// <summary>Starts the clients and carries out all that they do.</summary>
    public void Start()
    {
        foreach (var cell in _cells)
        {
            _outbox.Open(cell.Id, OperationId.None, Envelope.Unsent, default);
            cell.Start(_outbox);
            Collect();
        }

        Run();
    }

    private void Carry<T>(ActorId to, in T message)
        where T : unmanaged, IMessage
    {
        _reply = default;
        _mail.Enqueue(Envelope.Of(_tester, to, in message).Serving(new(100 + ++_operations), 0));
        Run();
    }

    private void Run()
    {
        while (_mail.TryDequeue(out var envelope) || _timers.TryDequeue(out envelope))
        {
            if (envelope.To == _tester) { _reply = envelope; }
            else { Step(in envelope); }
        }
    }

    private void Step(in Envelope envelope)
    {
        if (envelope.Is<PasidAllocatorMessage.Free>(out var free)) { Freed.Add(free.Pasid.Value); }
        _outbox.Open(envelope.To, envelope.Operation, 0, default);
        _cells[envelope.To.Value - 1].Receive(in envelope, _outbox);
        Collect();
    }

    private void Collect()
    {
        foreach (var effect in _outbox.Effects)
        {
            if (effect.Kind == EffectKind.Send) { _mail.Enqueue(effect.Envelope); }
            else if (effect.Kind == EffectKind.Timer) { _timers.Enqueue(effect.Envelope); }
            else { _mail.Enqueue(Chosen(effect.Envelope)); }
        }
    }

    private Envelope Chosen(in Envelope asked) =>
        Envelope.Of(ActorId.Nobody, asked.To, asked.Read<Chosen>() with { Option = Option })
            .Serving(asked.Operation, 0);

    private TState StateOf<TState>(ActorId actor)
        where TState : State => ((CellOf<TState>)_cells[actor.Value - 1]).TypedState;
}
