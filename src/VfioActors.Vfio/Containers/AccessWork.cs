using VfioActors.Vfio.Protocols;

namespace VfioActors.Vfio.Containers;

/// <summary>
/// How far an access by IOVA has come. While it is here it has a lease on the mapping in hand: that mapping stays.
/// </summary>
/// <param name="Request">The call.</param>
/// <param name="At">The mapping in hand; before there is one, what none is.</param>
/// <param name="Done">How many bytes of the chunks before were moved.</param>
/// <param name="Count">How many bytes the chunk in hand has.</param>
/// <param name="Marks">What else is to be remembered.</param>
public readonly record struct AccessWork(
    ContainerRequest Request, MappingKey At, ulong Done, ulong Count, AccessMarks Marks)
{
    /// <summary>No mapping starts at the last byte of all.</summary>
    internal static MappingKey Nowhere => ulong.MaxValue;

    /// <summary>Whether memory is written.</summary>
    public bool Writes => ((AccessModes)Request.Modes).HasFlag(AccessModes.Write);

    /// <summary>The address at which the chunk in hand starts; it may have wrapped.</summary>
    public ulong Iova => unchecked(Request.Iova + Done);

    /// <summary>The number by which the driver knows the access.</summary>
    internal int Id => (int)(Request.Third >> 32);

    /// <summary>The byte that is written.</summary>
    internal int Value => (int)(Request.Third & 0xff);

    /// <summary>Puts the number and the byte into one word of a request.</summary>
    internal static ulong Packed(int id, int value) => ((ulong)id << 32) | ((uint)value & 0xff);
}
