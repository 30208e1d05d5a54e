using System.Buffers.Binary;
using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Faults.IrqTables;
using VfioActors.Vfio.Faults.PageFaultQueues;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Faults.Regions;
using VfioActors.Vfio.Faults.Reporters;
using VfioActors.Vfio.Faults.ResponseRings;
using VfioActors.Vfio.Faults.VeventQueues;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Faults;

/// <summary>
/// A queue, its interrupts and a fault handler; the bench itself is the user and the device. Each call is carried out
/// to its end before the next, timers when nothing else is left.
/// </summary>
internal sealed class FaultBench
{
    private readonly Topology _topology = new();
    private readonly Outbox _outbox = new();
    private readonly Queue<Envelope> _mail = [];
    private readonly Queue<Envelope> _timers = [];
    private readonly List<Cell> _cells = [];
    private readonly ActorId _tester = new(1000);
    private readonly List<byte> _bytes = [];
    private FaultUserMessage.Done _done;
    private int _operations;

    internal FaultBench(
        Profile profile,
        Func<FaultQueueOptions, FaultQueueOptions>? shape = null,
        FaultReporterOptions? reporter = null)
    {
        DefectSet defects = new(profile.Defects);
        var usual = FaultQueueOptions.Of(profile, Reporter, Interrupts);
        Options = shape?.Invoke(usual) ?? usual;
        _topology.Add("queue", new FaultQueueBehavior(Options, defects));
        _topology.Add("reporter", new FaultReporterBehavior(reporter ?? new(), defects));
        _topology.Add("irq", new IrqTableBehavior(Queue, Options.HasInterrupt, defects));
        _topology.Add("veventq", new VeventQueueBehavior(EventsMost, defects));
        _topology.Add("faultq", new PageFaultQueueBehavior(new() { Reporter = Reporter }, defects));
        _topology.Add("responses", new ResponseRingBehavior(
            new() { Reporter = Reporter, MemoryMayFail = Options.MemoryMayFail }, defects));
        Journal journal = new(keeps: false);
        _cells.AddRange(_topology.Actors.Select(actor => _topology.Make(actor, journal)));
    }

    /// <summary>For how many events there is memory.</summary>
    internal const int EventsMost = 513;

    internal static ActorId Queue => new(1);

    internal static ActorId Reporter => new(2);

    internal static ActorId Interrupts => new(3);

    private static ActorId EventQueue => new(4);

    private static ActorId FaultQueue => new(5);

    private static ActorId Ring => new(6);

    internal FaultQueueOptions Options { get; }

    internal FaultQueueState State => StateOf<FaultQueueState>(Queue);

    internal FaultReporterState ReporterState => StateOf<FaultReporterState>(Reporter);

    internal PageFaultQueueState Groups => StateOf<PageFaultQueueState>(FaultQueue);

    internal VeventQueueState Vevents => StateOf<VeventQueueState>(EventQueue);

    /// <summary>The events and groups that were handed out, in order.</summary>
    internal List<FaultUserMessage.Event> Events { get; } = [];

    /// <summary>How often the eventfd was signalled.</summary>
    internal int Signals { get; private set; }

    /// <summary>Whether timers run out at the end of a call.</summary>
    internal bool TimersRun { get; set; } = true;

    /// <summary>The answers that the device got, in order.</summary>
    internal List<EndpointMessage.Answered> Answers { get; } = [];

    /// <summary>The capabilities that were told.</summary>
    internal List<FaultUserMessage.Capability> Capabilities { get; } = [];

    /// <summary>What the host answers to the questions, one after the other; then the first option.</summary>
    internal Queue<int> Choices { get; } = [];

    internal Errno RaisedError { get; private set; }

    /// <summary>The bytes of the last read.</summary>
    internal byte[] Bytes => [.. _bytes];

    internal FaultBench Opened()
    {
        Assert.Equal(Errno.None, Open().Error);
        return this;
    }

    internal FaultUserMessage.Done Open() => Ask(Queue, default(FaultQueueMessage.Open));

    internal FaultUserMessage.Done Close() => Ask(Queue, default(FaultQueueMessage.Close));

    /// <summary>Writes the version and the index of two regions: bytes moved, or minus the error.</summary>
    internal int Choose(uint version, uint index) =>
        Write(0, 8, new ConsumerWords(version, index).Raw.Value, FaultRegion.Consumer);

    /// <summary>Writes the index of one region.</summary>
    internal int SetTail(uint tail) => Write(0, 4, tail, FaultRegion.Producer);

    internal int Write(ulong offset, ulong count, ulong value, FaultRegion region, uint good = uint.MaxValue) =>
        Returned(Ask(Queue, new FaultQueueMessage.Write(new(offset), new(count), new(value), good, region)));

    internal int Read(
        ulong offset, ulong count, FaultRegion region = FaultRegion.Producer, uint good = uint.MaxValue) =>
        Returned(Ask(Queue, new FaultQueueMessage.Read(new(offset), new(count), good, region)));

    internal int Map(ulong offset, ulong length, bool writable = false) =>
        Returned(Ask(Queue, new FaultQueueMessage.Map(
            new(offset), new(length), writable ? MapProtection.ReadWrite : MapProtection.Read)));

    internal int SetTrigger(uint start, uint count) =>
        Returned(Ask(Interrupts, new IrqTableMessage.SetTrigger(start, count)));

    /// <summary>The device faults: 0, or minus the error.</summary>
    internal int Fault(FaultRecord? record = null, DeviceId device = default)
    {
        RaisedError = (Errno)(-1);
        Carry(Reporter, new FaultReporterMessage.Raise(device, record ?? FaultRecord.Unrecoverable(new(0x1000))));
        return -(int)RaisedError;
    }

    /// <summary>So many faults, one after the other; how many were taken.</summary>
    internal int Faults(int count)
    {
        var taken = 0;
        for (var at = 0; at < count; at++)
        {
            taken += Fault(FaultRecord.Unrecoverable(new(0x1000UL * (ulong)(at + 1)))) == 0 ? 1 : 0;
        }

        return taken;
    }

    internal int Respond(int group, int generation = 1, ResponseCode code = ResponseCode.Success, uint version = 1) =>
        Returned(Ask(Reporter, new FaultReporterMessage.Respond(
            default, default, new(group), new(generation), code, version, 0)));

    /// <summary>The timer that was set first runs out.</summary>
    internal void RunOneTimer()
    {
        _mail.Enqueue(_timers.Dequeue());
        Settle();
    }

    /// <summary>A report that claims to be of another opening, straight to the queue.</summary>
    internal Errno ReportOf(Generation generation)
    {
        _outbox.Open(Queue, default, 0, default);
        _cells[Queue.Value - 1].Receive(
            Envelope.Of(Reporter, Queue, new FaultQueueMessage.Report(generation, default)), _outbox);
        return _outbox.Effects[0].Envelope.Read<FaultReporterMessage.Reported>().Error;
    }

    internal Errno AllocEvents(uint type, uint depth, uint viommu = 0) =>
        Ask(EventQueue, new VeventQueueMessage.Alloc(type, depth, 0, viommu)).Error;

    internal Errno ReportEvent(uint type, uint size = 8)
    {
        Carry(EventQueue, new VeventQueueMessage.Report(new(1), type, size));
        return RaisedError;
    }

    internal int ReadEvents(ulong count, ulong offset = 0, uint good = uint.MaxValue) =>
        Returned(Ask(EventQueue, new VeventQueueMessage.Read(new(offset), new(count), 1, good)));

    internal FaultUserMessage.Done AskFaults<T>(in T message)
        where T : unmanaged, IMessage => Ask(FaultQueue, in message);

    internal int ReadGroups(ulong count, uint good = uint.MaxValue) =>
        Returned(AskFaults(new PageFaultQueueMessage.Read(default, new(count), good, default)));

    internal Errno AnswerGroup(uint cookie, ResponseCode code = ResponseCode.Success) =>
        AskFaults(new PageFaultQueueMessage.Write(cookie, code)).Error;

    internal Errno OpenRing() => Ask(Ring, new ResponseRingMessage.Open(new(1))).Error;

    internal Errno SetHead(uint head) => Ask(Ring, new ResponseRingMessage.SetHead(head)).Error;

    /// <summary>A word of the header, as a user reads it.</summary>
    internal uint Header(int word)
    {
        Assert.Equal(20, Read(0, 20));
        return BinaryPrimitives.ReadUInt32LittleEndian(Bytes.AsSpan(4 * word));
    }

    internal FaultUserMessage.Done Ask<T>(ActorId to, in T message)
        where T : unmanaged, IMessage
    {
        _bytes.Clear();
        _done = new(-1, (Errno)(-1));
        Carry(to, in message);
        return _done;
    }

    private static int Returned(FaultUserMessage.Done done) => done.Error == Errno.None ? done.Value : -(int)done.Error;

    private void Carry<T>(ActorId to, in T message)
        where T : unmanaged, IMessage
    {
        _mail.Enqueue(Envelope.Of(_tester, to, in message).Serving(new(++_operations), 0));
        Settle();
    }

    private void Settle()
    {
        while (_mail.TryDequeue(out var envelope) || (TimersRun && _timers.TryDequeue(out envelope)))
        {
            if (envelope.To == _tester) { Hear(in envelope); }
            else { Step(in envelope); }
        }
    }

    private void Hear(in Envelope envelope)
    {
        if (envelope.Is<FaultUserMessage.Done>(out var done)) { _done = done; }
        else if (envelope.Is<FaultUserMessage.Capability>(out var capability)) { Capabilities.Add(capability); }
        else if (envelope.Is<FaultUserMessage.Signalled>()) { Signals++; }
        else if (envelope.Is<EndpointMessage.Raised>(out var raised)) { RaisedError = raised.Error; }
        else if (envelope.Is<EndpointMessage.Answered>(out var answered)) { Answers.Add(answered); }
        else if (envelope.Is<FaultUserMessage.Event>(out var seen)) { Events.Add(seen); }
        else if (envelope.Is<VeventQueueMessage.Reported>(out var reported)) { RaisedError = reported.Error; }
        else
        {
            var bytes = envelope.Read<FaultUserMessage.Bytes>();
            Span<byte> chunk = stackalloc byte[24];
            bytes.First.Write(chunk);
            bytes.Second.Write(chunk[8..]);
            bytes.Third.Write(chunk[16..]);
            Assert.Equal(_bytes.Count, bytes.Place);
            _bytes.AddRange(chunk[..bytes.Count]);
        }
    }

    private void Step(in Envelope envelope)
    {
        _outbox.Open(envelope.To, envelope.Operation, 0, default);
        _cells[envelope.To.Value - 1].Receive(in envelope, _outbox);
        foreach (var effect in _outbox.Effects)
        {
            if (effect.Kind == EffectKind.Send) { _mail.Enqueue(effect.Envelope); }
            else if (effect.Kind == EffectKind.Timer) { _timers.Enqueue(effect.Envelope); }
            else { _mail.Enqueue(Chosen(effect.Envelope)); }
        }
    }

    private Envelope Chosen(in Envelope asked) =>
        Envelope.Of(ActorId.Nobody, asked.To,
            asked.Read<Chosen>() with { Option = Choices.TryDequeue(out var option) ? option : 0 })
            .Serving(asked.Operation, 0);

    private TState StateOf<TState>(ActorId actor)
        where TState : State => ((CellOf<TState>)_cells[actor.Value - 1]).TypedState;
}
