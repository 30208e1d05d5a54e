using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Fingerprints;

namespace VfioActors.Exploration.Places;

/// <summary>Writes sets of fingerprints to a checkpoint, eight bytes with a mark each, and reads them again.</summary>
internal static class KeptFingerprints
{
    internal static void Write(CheckpointWriter writer, FingerprintSet set)
    {
        foreach (ref readonly var table in set.Tables) { Write(writer, in table); }
    }

    /// <param name="set">Empty until then.</param>
    internal static void Read(CheckpointReader reader, FingerprintSet set)
    {
        for (var number = 0; number < set.Tables.Length; number++) { Read(reader, ref set.Tables[number], number); }
    }

    internal static void Write(CheckpointWriter writer, in FingerprintTable table) =>
        Write(writer, table.Count, table.Slots);

    /// <param name="count">How many there are.</param>
    /// <param name="slots">Where they stand, with 0 between them.</param>
    internal static void Write(CheckpointWriter writer, int count, ulong[]? slots)
    {
        writer.Write((long)count);
        foreach (var word in slots ?? [])
        {
            if (word != 0) { writer.Write(word); }
        }
    }

    /// <param name="table">Empty until then.</param>
    /// <param name="number">Its number.</param>
    internal static void Read(CheckpointReader reader, ref FingerprintTable table, int number)
    {
        var count = reader.ReadCount(sizeof(ulong));
        table.Reserve(checked((int)count), number);
        for (var left = count; left > 0; left--)
        {
            if (!table.TryAddWord(reader.ReadWord())) { throw reader.Wrong("the same fingerprint again"); }
        }
    }
}
