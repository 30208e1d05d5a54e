using VfioActors.Exploration.Units.Cuts;
using VfioActors.Exploration.Units.Work;

namespace VfioActors.Cluster.Searches.Wire;

/// <summary>How regions travel, and the states of one that others came to.</summary>
internal static class RegionCodec
{
    /// <summary>Writes states of regions.</summary>
    internal static void Write(PackWriter writer, IReadOnlyList<RegionEntries> all)
    {
        writer.Number(all.Count);
        foreach (var entries in all)
        {
            writer.Number(entries.Region);
            writer.Number(entries.Count);
            writer.Bytes(entries.Bytes);
        }
    }

    /// <summary>Reads states of regions. Whether they make sense is looked at by who uses them.</summary>
    internal static RegionEntries[] ReadEntries(ref PackReader reader)
    {
        var all = new RegionEntries[reader.Count("regions", 3)];
        for (var at = 0; at < all.Length; at++)
        {
            all[at] = new(
                reader.Number("a region", int.MaxValue),
                reader.Number("the states of a region", int.MaxValue),
                reader.Bytes(PackLimits.Message));
        }

        return all;
    }

    /// <summary>Writes what came of regions.</summary>
    internal static void Write(PackWriter writer, IReadOnlyList<RegionPart> parts)
    {
        writer.Number(parts.Count);
        foreach (var part in parts)
        {
            writer.Number(part.Region);
            UnitCodec.Write(writer, part.Totals);
            writer.Number(part.Count);
            writer.Number(part.States);
            writer.Number(part.Untried);
            writer.Flag(part.HasCircle);
            UnitCodec.WriteFailures(writer, part.Failures);
        }
    }

    /// <summary>Reads what came of regions.</summary>
    internal static RegionPart[] ReadParts(ref PackReader reader)
    {
        var parts = new RegionPart[reader.Count("regions", 12)];
        for (var at = 0; at < parts.Length; at++)
        {
            var region = reader.Number("a region", int.MaxValue);
            var totals = UnitCodec.ReadTotals(ref reader);
            parts[at] = new(region, totals, reader.Number(), reader.Number())
            {
                Untried = reader.Number(),
                HasCircle = reader.Flag(),
                Failures = UnitCodec.ReadFailures(ref reader),
            };
        }

        return parts;
    }
}
