using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Places;

/// <summary>Writes sets of fingerprints to a checkpoint, eight bytes each, and reads them again.</summary>
internal static class KeptFingerprints
{
    internal static void Write(CheckpointWriter writer, FingerprintSet set)
    {
        writer.Write(set.Count);
        foreach (var slots in set.Slots)
        {
            foreach (var fingerprint in slots)
            {
                if (fingerprint != 0) { writer.Write(fingerprint); }
            }
        }
    }

    /// <param name="set">Empty until then.</param>
    internal static void Read(CheckpointReader reader, FingerprintSet set)
    {
        for (var left = reader.ReadCount(sizeof(ulong)); left > 0; left--)
        {
            if (!set.Add(reader.ReadWord())) { throw reader.Wrong("the same fingerprint again"); }
        }
    }
}
