using VfioActors.Remote.Wire;
using VfioActors.Runtime.Dispatch;

namespace VfioActors.Remote.Tests.Wire;

/// <summary>Messages of every kind, made of bytes that are given.</summary>
internal static class Samples
{
    internal static WireKinds Kinds { get; } = new([]);

    /// <summary>Some values for every field of a kind: small, large, lowest, highest, all of an enum.</summary>
    internal static IEnumerable<object> Of(WireKind kind)
    {
        var rounds = kind.Layout.Fields.Select(field => field.Values?.Count ?? 0).Append(8).Max();
        return Enumerable.Range(0, rounds).Select(round => Made(kind, round));
    }

    /// <summary>The same message each time: what the golden file has.</summary>
    internal static object Made(WireKind kind, int round)
    {
        WireReader reader = new(BytesOf(kind, round), kind.Name);
        return kind.Read(ref reader);
    }

    /// <summary>The same in an envelope.</summary>
    internal static PooledEnvelope Enveloped(WireKind kind)
    {
        WireReader reader = new(BytesOf(kind, 0), kind.Name);
        return kind.ReadInto(ref reader, new(1), new(2), default, 0);
    }

    private static byte[] BytesOf(WireKind kind, int round)
    {
        WireWriter writer = new(new byte[WireLimits.Message]);
        writer.Number(kind.Layout.Fields.Count);
        for (var place = 0; place < kind.Layout.Fields.Count; place++)
        {
            var field = kind.Layout.Fields[place];
            writer.Number(field.ToWire(ValueOf(field, place + 1, round)));
        }

        return writer.ToArray();
    }

    private static ulong ValueOf(WireField field, int place, int round)
    {
        var mask = field.Bytes == 8 ? ulong.MaxValue : (1UL << (field.Bytes * 8)) - 1;
        if (field.Values is { } values) { return values[(round + values.Count - 1) % values.Count]; }
        return (round % 8) switch
        {
            0 => (ulong)place * 0x1234 & mask,
            1 => mask,
            2 => 0,
            3 => mask >> 1,
            4 => (mask >> 1) + 1,
            5 => (ulong)place,
            6 => 0x8182838485868788 & mask,
            _ => mask - (ulong)place,
        };
    }
}
