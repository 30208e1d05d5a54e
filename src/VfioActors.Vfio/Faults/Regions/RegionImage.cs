using System.Buffers.Binary;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Kernels;

namespace VfioActors.Vfio.Faults.Regions;

/// <summary>What the bytes of the region with header and ring are at this moment.</summary>
internal static class RegionImage
{
    /// <summary>Bytes of the five words that every version has.</summary>
    private const int ShortHeader = 20;

    /// <summary>Bytes of a header that tells how many faults were lost.</summary>
    private const int LongHeader = 24;

    /// <summary>The size of the header: bytes.</summary>
    internal static int HeaderSize(FaultQueueRules rules) => rules.HidesLoss ? ShortHeader : LongHeader;

    /// <summary>Fills a buffer with the bytes from an offset on.</summary>
    internal static void Copy(
        FaultQueueState state, FaultQueueOptions options, FaultQueueRules rules, int offset, Span<byte> bytes)
    {
        bytes.Clear();
        if (offset < LongHeader) { CopyHeader(state, options, rules, offset, bytes); }
        if (state.EntrySize.Value < RecordBytes.Posted) { return; }
        Span<byte> record = stackalloc byte[state.EntrySize.Value];
        var size = state.EntrySize.Value;
        var at = Math.Max(offset - state.RingOffset.Value, 0);
        for (var slot = at / size; slot < state.Capacity.Value; slot++)
        {
            var place = state.RingOffset.Value + slot * size - offset;
            if (place >= bytes.Length) { return; }
            RecordBytes.Write(state.Slots[(uint)slot], record);
            var skipped = Math.Max(-place, 0);
            var count = Math.Min(size - skipped, bytes.Length - place - skipped);
            record.Slice(skipped, count).CopyTo(bytes[(place + skipped)..]);
        }
    }

    private static void CopyHeader(
        FaultQueueState state, FaultQueueOptions options, FaultQueueRules rules, int offset, Span<byte> bytes)
    {
        Span<byte> header = stackalloc byte[LongHeader];
        var ring = state.Ring;
        var words = options.Interface == FaultInterface.TwoRegions
            ? (state.HeaderVersion.Value, (uint)ring.Capacity, (uint)state.EntrySize.Value)
            : (ring.Consumer, (uint)state.EntrySize.Value, (uint)ring.Capacity);
        Put(header, 0, words.Item1);
        Put(header, 4, words.Item2);
        Put(header, 8, words.Item3);
        Put(header, 12, (uint)state.RingOffset.Value);
        Put(header, 16, ring.Producer);
        Put(header, 20, rules.HidesLoss ? 0 : state.Lost.Value);
        var count = Math.Min(HeaderSize(rules) - offset, bytes.Length);
        if (count > 0) { header.Slice(offset, count).CopyTo(bytes); }
    }

    private static void Put(Span<byte> bytes, int at, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[at..], value);
}
