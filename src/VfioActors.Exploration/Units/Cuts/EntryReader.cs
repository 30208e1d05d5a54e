using System.Buffers.Binary;
using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Units.Cuts;

/// <summary>Reads what <see cref="EntryWriter"/> wrote, which may have come from anybody.</summary>
/// <param name="entries">The states.</param>
internal sealed class EntryReader(RegionEntries entries)
{
    /// <summary>So far ahead of a state it is told which comes.</summary>
    private const int Distance = 8;

    private readonly byte[] _bytes = entries.Bytes;
    private int[] _way = new int[64];
    private int _length;
    private long _at = (long)entries.Count * sizeof(ulong);
    private int _read;
    private ulong _past;

    /// <summary>The region that they are of.</summary>
    internal int Region => entries.Region;

    /// <summary>The steps to the state that was read last.</summary>
    internal ReadOnlySpan<int> Way => _way.AsSpan(0, _length);

    /// <summary>The state that was read last.</summary>
    internal ReachedState Reached { get; private set; }

    /// <summary>The fingerprint of a state that will be read a little later; 0 for none.</summary>
    internal ulong Ahead => _read + Distance < entries.Count ? WordAt((_read + Distance) * sizeof(ulong)) : 0;

    /// <summary>Looks at all of them, so that nobody else has to.</summary>
    /// <exception cref="InvalidDataException">They are none.</exception>
    internal static void Check(RegionEntries entries)
    {
        EntryReader reader = new(entries);
        while (reader.TryRead()) { }
    }

    /// <summary>Reads the next.</summary>
    /// <returns>False behind the last.</returns>
    /// <exception cref="InvalidDataException">It is none.</exception>
    internal bool TryRead()
    {
        if (_read == entries.Count)
        {
            Demand(_at == _bytes.Length, "its length");
            return false;
        }

        var common = Number();
        var word = Number();
        var length = (long)common + (word >> 2);
        Demand(common <= _length && length <= RunLimit.StepsMax, "the length of a way");
        while (_way.Length < length) { Array.Resize(ref _way, _way.Length * 2); }
        for (var at = common; at < length; at++) { _way[at] = Number(); }
        _length = (int)length;
        Reached = new(WordAt(_read++ * sizeof(ulong)), PastOf(word & 3));
        return true;
    }

    private ulong PastOf(int kind)
    {
        if (kind == EntryWriter.OtherPast) { _past = Word(); }
        Demand(kind == EntryWriter.NoPast || (kind <= EntryWriter.OtherPast && _past != 0), "what was broken");
        return kind == EntryWriter.NoPast ? 0 : _past;
    }

    private static void Demand(bool holds, string what)
    {
        if (holds) { return; }
        throw new InvalidDataException($"states of a region make no sense: {what} is out of its bounds");
    }

    private ulong Word()
    {
        Demand(_bytes.Length - _at >= sizeof(ulong), "their end");
        _at += sizeof(ulong);
        return WordAt((int)_at - sizeof(ulong));
    }

    private ulong WordAt(int at) => BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(at));

    /// <summary>A number of 31 bits, seven a byte, the lowest first.</summary>
    private int Number()
    {
        var value = 0L;
        for (var shift = 0; shift < 35; shift += 7)
        {
            Demand(_at < _bytes.Length, "their end");
            var part = _bytes[_at++];
            value |= (long)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                Demand(value <= int.MaxValue, "a number");
                return (int)value;
            }
        }

        Demand(holds: false, "a number");
        return 0;
    }
}
