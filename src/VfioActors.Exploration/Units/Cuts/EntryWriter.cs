using System.Buffers;
using System.Buffers.Binary;
using VfioActors.Exploration.Strategies.Sharing;

namespace VfioActors.Exploration.Units.Cuts;

/// <summary>
/// Writes states of a region: first the fingerprints of all, so that whoever reads them can look ahead where those will
/// be looked for; then of each what its way does not have in common with that of the one before.
/// </summary>
internal sealed class EntryWriter
{
    /// <summary>Nothing was broken before the state.</summary>
    internal const int NoPast = 0;

    /// <summary>The same was broken as before the last one with something broken: mostly it is so.</summary>
    internal const int SamePast = 1;

    /// <summary>Something else was broken, and follows.</summary>
    internal const int OtherPast = 2;

    private const int NumberMost = 5;

    private readonly ArrayBufferWriter<byte> _states = new(256);
    private readonly ArrayBufferWriter<byte> _ways = new(256);
    private int[] _before = new int[64];
    private int _length;
    private ulong _past;

    /// <summary>Adds a state.</summary>
    /// <param name="way">The steps to the state before it.</param>
    /// <param name="step">The step from there.</param>
    /// <param name="reached">The state.</param>
    internal void Add(ReadOnlySpan<int> way, int step, ReachedState reached)
    {
        var length = way.Length + 1;
        while (_before.Length < length) { Array.Resize(ref _before, _before.Length * 2); }
        var common = _before.AsSpan(0, _length).CommonPrefixLength(way);
        if (common == way.Length && common < _length && _before[common] == step) { common++; }
        for (var at = common; at < length; at++) { _before[at] = at < way.Length ? way[at] : step; }
        _length = length;
        Write(common, reached);
    }

    /// <summary>Adds the state at the start.</summary>
    internal void AddStart(ReachedState reached)
    {
        _length = 0;
        Write(common: 0, reached);
    }

    /// <summary>What was added since the last time.</summary>
    internal RegionEntries Take(int region)
    {
        byte[] bytes = [.. _states.WrittenSpan, .. _ways.WrittenSpan];
        RegionEntries taken = new(region, _states.WrittenCount / sizeof(ulong), bytes);
        _states.ResetWrittenCount();
        _ways.ResetWrittenCount();
        (_length, _past) = (0, 0);
        return taken;
    }

    private void Write(int common, ReachedState reached)
    {
        Write(_states, reached.State);
        var rest = _length - common;
        var past = reached.Past == 0 ? NoPast : reached.Past == _past ? SamePast : OtherPast;
        var span = _ways.GetSpan((rest + 2) * NumberMost);
        var end = Write(span, 0, common);
        end = Write(span, end, (rest << 2) | past);
        for (var at = common; at < _length; at++) { end = Write(span, end, _before[at]); }
        _ways.Advance(end);
        if (past == OtherPast) { Write(_ways, _past = reached.Past); }
    }

    private static void Write(ArrayBufferWriter<byte> bytes, ulong word)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.GetSpan(sizeof(ulong)), word);
        bytes.Advance(sizeof(ulong));
    }

    /// <summary>A number, seven bits a byte, the lowest first.</summary>
    /// <returns>Where the next begins.</returns>
    private static int Write(Span<byte> span, int at, int number)
    {
        for (; number >= 0x80; number >>= 7) { span[at++] = (byte)(0x80 | (number & 0x7f)); }
        span[at++] = (byte)number;
        return at;
    }
}
