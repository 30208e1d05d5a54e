using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories.Areas;

/// <summary>What the kinds of areas have in common.</summary>
internal static class AreaTraits
{
    /// <summary>How many pages a huge page has.</summary>
    internal static PageCount HugePages => new(512);

    /// <summary>How many pages a page lies behind the last one at which a huge page can start.</summary>
    internal static PageCount InHuge(this PageIndex page) => new(page.Value % HugePages.Value);

    /// <summary>Whether its pages are seen by all who map the same object.</summary>
    internal static bool IsShared(this AreaKind kind) => kind is AreaKind.AnonymousShared or AreaKind.FileReadOnly
        or AreaKind.FileShared or AreaKind.DriverPages || kind.IsByNumber();

    /// <summary>Whether its pages are mapped by number, so that nobody takes references of them: VM_PFNMAP.</summary>
    internal static bool IsByNumber(this AreaKind kind) =>
        kind is AreaKind.DriverReserved or AreaKind.DriverNumbers or AreaKind.DeviceBar;

    /// <summary>Whether a file or another object is behind it.</summary>
    internal static bool HasObject(this AreaKind kind) =>
        kind.IsShared() || kind is AreaKind.FilePrivate or AreaKind.FilePrivateReadOnly;

    /// <summary>Whether it is made of huge pages.</summary>
    internal static bool IsHuge(this AreaKind kind) => kind is AreaKind.Huge or AreaKind.TransparentHuge;

    /// <summary>What the process may do at first.</summary>
    internal static AreaRights RightsAtFirst(this AreaKind kind) => kind switch
    {
        AreaKind.NoAccess => AreaRights.None,
        AreaKind.AnonymousReadOnly or AreaKind.FileReadOnly or AreaKind.FilePrivateReadOnly => AreaRights.Read,
        _ => AreaRights.ReadWrite,
    };

    /// <summary>What the process may ever be allowed to do.</summary>
    internal static AreaRights RightsEver(this AreaKind kind) =>
        kind == AreaKind.FileReadOnly ? AreaRights.Read : AreaRights.ReadWrite;
}
