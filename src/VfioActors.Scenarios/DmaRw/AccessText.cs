using System.Globalization;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Scenarios.DmaRw;

/// <summary>How the head of a ladder's column names an access by IOVA.</summary>
internal static class AccessText
{
    internal static string Of(in VendorDriverMessage.Access access)
    {
        var call = access.Modes.HasFlag(AccessModes.Write) ? "RW WRITE" : "RW READ";
        var length = access.Length.Value > long.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"{unchecked((long)access.Length.Value)}")
            : string.Create(CultureInfo.InvariantCulture, $"{access.Length.Value}");
        return $"{call}(0x{access.Iova}, {length})";
    }
}
