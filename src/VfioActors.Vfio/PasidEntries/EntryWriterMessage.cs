using VfioActors.Behaviors;

namespace VfioActors.Vfio.PasidEntries;

/// <summary>What a driver hears that keeps an entry of a PASID table. Calls are answered by Call.Returned.</summary>
public static class EntryWriterMessage
{
    /// <summary>Makes the entry lead to a domain.</summary>
    /// <param name="Domain">Which, from 1.</param>
    /// <remarks>
    /// EINVAL: no domain. EBUSY: an entry is present. Source: intel_pasid_setup_second_level,
    /// drivers/iommu/intel/pasid.c, Linux 7.0.
    /// </remarks>
    public readonly record struct Setup(int Domain) : IMessage;

    /// <summary>Makes a present entry lead to another domain.</summary>
    /// <param name="Domain">Which, from 1.</param>
    /// <remarks>
    /// EINVAL: no domain, or no entry is present. Source: intel_pasid_replace_second_level, Linux 6.19; torn down and
    /// set up since c3b1edea3791.
    /// </remarks>
    public readonly record struct Replace(int Domain) : IMessage;

    /// <summary>Takes the entry away. Never refused: nothing is done where none is present.</summary>
    /// <remarks>Source: intel_pasid_tear_down_entry, Linux 7.0.</remarks>
    public readonly record struct TearDown : IMessage;
}
