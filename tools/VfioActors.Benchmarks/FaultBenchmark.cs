using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Faults.Regions;

namespace VfioActors.Benchmarks;

/// <summary>
/// How many fault records a second go through the ring alone, and through the steps of the fault queue? The baseline
/// is the same ring as a plain array, which keeps nothing that can be taken back and answers nobody.
/// </summary>
internal sealed class FaultBenchmark(int rounds, TextWriter output)
{
    private const int Records = FaultQueueOptions.UsualRecords;

    /// <summary>How many records are stored before they are read: half of the ring.</summary>
    private const int Batch = 256;

    /// <summary>The records are there before any is stored: making them is no work of a ring.</summary>
    private static readonly FaultRecord[] Faults =
        [.. Enumerable.Range(0, Batch).Select(at => FaultRecord.Unrecoverable(new((ulong)at << 12)))];

    private static readonly ActorId Reporter = new(2);
    private static readonly ActorId User = new(4);

    private readonly Outbox _outbox = new();
    private ulong _sum;

    internal void Run()
    {
        var (plain, alone) = (new PlainRing(), new RingState());
        var array = Rate.Median(rounds, plain.Pass).MillionsPerCore;
        var ring = Rate.Median(rounds, alone.Pass).MillionsPerCore;
        var queue = Made();
        var steps = Rate.Median(rounds, () => PassThrough(queue)).MillionsPerCore;
        output.WriteLine($"{"fault records, M/s a core",-42} {"records",12} {"of array",12}");
        output.WriteLine($"{"plain array",-42} {array,12:F1} {1.0,12:F2}");
        output.WriteLine($"{"ring alone",-42} {ring,12:F1} {ring / array,12:F2}");
        output.WriteLine($"{"through the steps of the queue",-42} {steps,12:F1} {steps / array,12:F2}");
        GC.KeepAlive(_sum + plain.Sum + alone.Sum);
    }

    private CellOf<FaultQueueState> Made()
    {
        Topology topology = new();
        FaultQueueOptions options = new() { Reporter = Reporter, Interrupts = new(3) };
        topology.Add("queue", new FaultQueueBehavior(options, DefectSet.None));
        var queue = (CellOf<FaultQueueState>)topology.Make(new(1), new(keeps: false));
        Hear(queue, User, default(FaultQueueMessage.Open));
        Hear(queue, Reporter, default(FaultQueueMessage.Registered));
        return queue;
    }

    private void Hear<T>(Cell queue, ActorId from, in T message)
        where T : unmanaged, IMessage
    {
        _outbox.Open(queue.Id, default, 0, default);
        queue.Receive(Envelope.Of(from, queue.Id, in message), _outbox);
    }

    /// <summary>Each record is a report, a signal and an answer; then the user reads the mapped ring.</summary>
    private long PassThrough(CellOf<FaultQueueState> queue)
    {
        var state = queue.TypedState;
        for (var at = 0; at < Batch; at++)
        {
            Hear(queue, Reporter, new FaultQueueMessage.Report(state.Generation.Value, Faults[at]));
        }

        var (slot, head) = (state.Consumer.Value.Index, state.Producer.Value);
        for (; slot != head; slot = (slot + 1) % Records) { _sum += state.Slots[slot].Address.Value; }
        Hear(queue, User, new FaultQueueMessage.Write(
            default, new(sizeof(uint)), new(head), uint.MaxValue, FaultRegion.Producer));
        return Batch;
    }

    private sealed class PlainRing
    {
        private readonly FaultRecord[] _records = new FaultRecord[Records];
        private uint _producer;
        private uint _consumer;

        /// <summary>What was read, so that it is read.</summary>
        internal ulong Sum { get; private set; }

        internal long Pass()
        {
            for (var at = 0; at < Batch; at++)
            {
                var next = _producer + 1 < Records ? _producer + 1 : 0;
                if (next == _consumer) { return 0; }
                _records[_producer] = Faults[at];
                _producer = next;
            }

            while (_consumer != _producer)
            {
                Sum += _records[_consumer].Address.Value;
                _consumer = _consumer + 1 < Records ? _consumer + 1 : 0;
            }

            return Batch;
        }
    }

    private sealed class RingState : State
    {
        private readonly FaultSlots _slots;
        private readonly Variable<uint> _producer;
        private readonly Variable<uint> _consumer;

        /// <summary>What was read, so that it is read.</summary>
        internal ulong Sum { get; private set; }

        internal RingState()
            : base(new(keeps: false))
        {
            _slots = new(this);
            _producer = Variable<uint>();
            _consumer = Variable<uint>();
        }

        internal long Pass()
        {
            for (var at = 0; at < Batch; at++)
            {
                RingIndices ring = new(Records, _producer.Value, _consumer.Value);
                if (!ring.HasRoom) { return 0; }
                _slots.Put(ring.Producer, in Faults[at]);
                _producer.Value = ring.AfterProducer;
            }

            RingIndices full = new(Records, _producer.Value, _consumer.Value);
            for (var left = full.Unread; left > 0; left--)
            {
                Sum += _slots[full.Consumer].Address.Value;
                full = full with { Consumer = full.AfterConsumer };
            }

            _consumer.Value = full.Consumer;

            return Batch;
        }
    }
}
