using VfioActors.Races.Programs;

namespace VfioActors.Races.Packing;

/// <summary>
/// Two locks, or the places at which they were taken, as one number: the outer one in the upper half.
/// </summary>
internal static class LockPair
{
    /// <summary>So many bits are of each.</summary>
    internal const int Half = 32;

    private const int AddressShift = 20;
    private const long AddressMask = (1L << Half) - 1;

    /// <summary>Two locks by their addresses.</summary>
    internal static long Of(long outer, long inner) => (Short(outer) << Half) | Short(inner);

    /// <summary>Two places.</summary>
    internal static long OfPlaces(int outer, int inner) => ((long)outer << Half) | (uint)inner;

    /// <summary>The address of the outer lock.</summary>
    internal static long OuterOf(long packed) => Long(packed >> Half & AddressMask);

    /// <summary>The address of the inner lock.</summary>
    internal static long InnerOf(long packed) => Long(packed & AddressMask);

    /// <summary>The place of the outer lock.</summary>
    internal static int OuterPlaceOf(long packed) => (int)(packed >> Half);

    /// <summary>The place of the inner lock.</summary>
    internal static int InnerPlaceOf(long packed) => unchecked((int)packed);

    /// <summary>An address in 32 bits: an object in the upper 20, a word of it in the lower 12.</summary>
    private static long Short(long address) =>
        ((long)(Pointers.ObjectOf(address) + 1) << (Half - AddressShift)) | ((long)Pointers.OffsetOf(address) & 0xfff);

    private static long Long(long packed) =>
        Pointers.To((int)(packed >> (Half - AddressShift)) - 1, (int)(packed & 0xfff));
}
