using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Faults;

/// <summary>
/// Calls on the page fault queue, drawn at random, come to what an independent reading of the kernel says.
/// </summary>
public sealed class GroupReadingTests
{
    private const int Sequences = 500, Calls = 120, Devices = 2;

    [Fact]
    public void Calls_come_to_what_the_kernel_says()
    {
        for (var seed = 0; seed < Sequences; seed++) { new Run(seed).Go(); }
    }

    private sealed class Run(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly FaultBench _bench =
            new(FaultProfiles.Fixed, null, new() { Devices = Devices, PendingMost = Calls });

        private readonly GroupReading _reading = new(Devices);
        private readonly List<string> _calls = [];

        internal void Go()
        {
            Attach();
            for (var left = Calls; left > 0; left--)
            {
                switch (_random.Next(20))
                {
                    case 0: Attach(); break;
                    case 1 when _random.Next(3) == 0: Detach(); break;
                    case < 10: Fault(); break;
                    case < 15: Read(); break;
                    default: Write(); break;
                }
            }
        }

        private void Attach()
        {
            var device = _random.Next(Devices + 1);
            Same($"attach {device}", new PageFaultQueueMessage.Attach(new(device)), _reading.Attach(device));
        }

        private void Detach()
        {
            var device = _random.Next(Devices + 1);
            Same($"detach {device}", new PageFaultQueueMessage.Detach(new(device)), _reading.Detach(device));
        }

        private void Fault()
        {
            var device = _random.Next(Devices);
            Iova address = new((ulong)_random.Next() << 12);
            var record = _random.Next(12) == 0 ? FaultRecord.Unrecoverable(address)
                : FaultRecord.PageRequest(address, new(_random.Next(3)), new(_random.Next(3)));
            if (_random.Next(2) == 0) { record = record with { Flags = record.Flags & ~FaultFlags.LastPage }; }
            Same($"fault of {device}: {record}", _bench.Fault(record, new(device)), _reading.Report(device, in record));
        }

        private void Read()
        {
            var count = _random.Next(8) == 0 ? _random.Next(200) : 40 * _random.Next(8);
            var good = _random.Next(6) == 0 ? (uint)_random.Next(200) : uint.MaxValue;
            Same($"read {count}, {good} good",
                new PageFaultQueueMessage.Read(default, new((ulong)count), good, default), _reading.Read(count, good));
            Assert.True(_reading.Records.SequenceEqual(_bench.Events), $"seed {seed}: {_calls[^1]}: other records");
        }

        private void Write()
        {
            var (cookie, code) = ((uint)_random.Next(5), (ResponseCode)_random.Next(3));
            Same($"write {cookie} {code}", new PageFaultQueueMessage.Write(cookie, code), _reading.Write(cookie, code));
        }

        private void Same<T>(string call, in T message, int expected)
            where T : unmanaged, Behaviors.IMessage
        {
            var done = _bench.AskFaults(in message);
            Same(call, done.Error == Errno.None ? done.Value : -(int)done.Error, expected);
        }

        /// <summary>A detach answers several groups: in which order is not said.</summary>
        private void Same(string call, int came, int expected)
        {
            _calls.Add(call);
            var isSame = came == expected && Texts(_bench.Answers).SequenceEqual(Texts(_reading.Answers));
            Assert.True(isSame, $"seed {seed}: {call}: {came}, not {expected}\n{string.Join('\n', _calls)}");
        }

        private static IEnumerable<string> Texts(IEnumerable<EndpointMessage.Answered> answers) =>
            answers.Select(answer => $"{answer.Group}: {answer.Code}").Order(StringComparer.Ordinal);
    }
}
