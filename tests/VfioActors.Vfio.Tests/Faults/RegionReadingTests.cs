using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Faults;

/// <summary>Calls on the fault region, drawn at random, come to what an independent reading of the posts says.</summary>
public sealed class RegionReadingTests
{
    private const int Sequences = 150, Calls = 120;

    [Theory]
    [InlineData("POSTED"), InlineData("SINGLE9"), InlineData("SINGLE10"), InlineData("SINGLE11")]
    [InlineData("SINGLE12"), InlineData("SINGLE13"), InlineData("FIXED")]
    public void Calls_come_to_what_the_posts_say(string name)
    {
        for (var seed = 0; seed < Sequences; seed++) { new Run(name, seed).Go(); }
    }

    private sealed class Run
    {
        private readonly Random _random;
        private readonly FaultBench _bench;
        private readonly RegionReading _reading;
        private readonly string _where;
        private readonly int _records;
        private readonly bool _isPosted;
        private readonly List<string> _calls = [];

        internal Run(string name, int seed)
        {
            var profile = FaultProfiles.All.Single(known => known.Name == name);
            (_random, _where) = (new(seed), $"{name}, seed {seed}");
            _isPosted = profile == FaultProfiles.Posted;
            _records = profile == FaultProfiles.Fixed ? _random.Next(2, 9) : _isPosted ? 85 : 512;
            var mappable = _random.Next(2) == 0;
            _bench = new(profile, options => options with { Records = _records, Mappable = _isPosted || mappable });
            _reading = new(profile, _records, mappable);
        }

        internal void Go()
        {
            Same("open", _bench.Open().Error == Errno.None ? 0 : -1, _reading.Open());
            for (var left = Calls; left > 0 && !_reading.IsLost; left--) { Call(); }
        }

        private void Call()
        {
            switch (_random.Next(24))
            {
                case 0: Trigger(); break;
                case 1 when _random.Next(6) == 0: Reopen(); break;
                case < 8: Write(); break;
                case < 16: Read(); break;
                case 16: Storm(); break;
                default: Fault(); break;
            }

            Same("signals", _bench.Signals, _reading.Signals);
        }

        private void Reopen()
        {
            var closed = _bench.Close().Error;
            Same("close", closed == Errno.None ? 0 : -(int)closed, _reading.Close());
            Read();
            Write();
            Same("open", _bench.Open().Error == Errno.None ? 0 : -1, _reading.Open());
        }

        private void Trigger()
        {
            var (start, count) = ((uint)(_random.Next(8) / 7), (uint)_random.Next(3));
            Same($"trigger {start} {count}", _bench.SetTrigger(start, count), _reading.SetTrigger(start, count));
        }

        /// <summary>So many faults that the ring is full, or nearly.</summary>
        private void Storm()
        {
            for (var left = _random.Next(_records + 2); left > 0 && !_reading.IsLost; left--) { Fault(); }
        }

        private void Fault()
        {
            var record = FaultRecord.Unrecoverable(new((ulong)_random.Next() << 12));
            var bytes = new byte[_isPosted ? RecordBytes.Posted : RecordBytes.Merged];
            RecordBytes.Write(in record, bytes);
            Same("fault", _bench.Fault(record), _reading.Report(bytes, isRequest: false));
        }

        private void Read()
        {
            var (offset, count) = (Offset(), (ulong)_random.Next(200));
            var (good, region) = (Good(), Region());
            var expected = _reading.Read(offset, count, good, region, out var bytes);
            Same($"read {count} at {offset} of {region}, {good} good",
                _bench.Read(offset, count, region, good), expected);
            Assert.True(expected < 0 || bytes.AsSpan().SequenceEqual(_bench.Bytes), $"{_where}: {_calls[^1]}: bytes");
        }

        private void Write()
        {
            var isWhole = _random.Next(4) > 0;
            var region = isWhole ? (_isPosted ? FaultRegion.Consumer : FaultRegion.Producer) : Region();
            var offset = isWhole ? 0 : _random.Next(3) == 0 ? Offset() : (ulong)_random.Next(9);
            var count = isWhole ? (_isPosted ? 8UL : 4UL) : (ulong)_random.Next(10);
            var index = (ulong)(_random.Next(8) == 0 ? _random.Next() : _random.Next(_records + 3));
            var value = _isPosted ? (index << 32) | (uint)(_random.Next(6) == 0 ? _random.Next(3) : 1) : index;
            var good = Good();
            Same($"write {value:x} as {count} at {offset} of {region}, {good} good",
                _bench.Write(offset, count, value, region, good),
                _reading.Write(offset, count, value, good, region));
        }

        private ulong Offset() => _random.Next(4) switch
        {
            0 => (ulong)_random.Next(30),
            1 => (ulong)(4096 + _random.Next(200)),
            2 => (ulong)_random.Next(80_000),
            _ => 0,
        };

        private uint Good() => _random.Next(6) == 0 ? (uint)_random.Next(10) : uint.MaxValue;

        private FaultRegion Region() => _random.Next(5) == 0 ? FaultRegion.Consumer : FaultRegion.Producer;

        private void Same(string call, int came, int expected)
        {
            _calls.Add(call);
            Assert.True(came == expected,
                $"{_where}: {call}: {came}, not {expected}\n{string.Join('\n', _calls.TakeLast(12))}");
        }
    }
}
