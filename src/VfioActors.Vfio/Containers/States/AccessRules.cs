using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.States;

/// <summary>Which flaws CPU access by IOVA has in a container, asked once: by its kernel or by a switch.</summary>
/// <param name="options">What the container is like.</param>
internal sealed class AccessRules(ContainerOptions options)
{
    internal bool SleepsUntilMapped { get; } = Has(options, DmaRwDefects.UnmappedAddressWaits);

    internal bool SleepsUntilValid { get; } = Has(options, DmaRwDefects.InvalidVaddrIsWaitedFor);

    internal bool ReadsAnything { get; } = Has(options, DmaRwDefects.ReadRightIsNotTested);

    internal bool WritesNeedRead { get; } = Has(options, DmaRwDefects.WritesNeedReadRight);

    internal bool AnswersOnlyEfault { get; } = Has(options, DmaRwDefects.EveryRefusalIsEfault);

    internal bool ForgetsTheCount { get; } = Has(options, DmaRwDefects.FailureForgetsTheCount);

    internal bool ForgetsThePrefix { get; } = Has(options, DmaRwDefects.FailedChunkCountsNothing);

    internal bool TrustsHandles { get; } = Has(options, DmaRwDefects.HandleOutlivesItsGroup);

    /// <summary>The lock is kept from the first chunk to the last.</summary>
    internal bool KeepsLockToTheEnd { get; } = Has(options, DmaRwDefects.LockIsKeptForTheWholeRequest);

    /// <summary>The lock is kept while a chunk is copied.</summary>
    internal bool KeepsLock { get; } = Has(options, DmaRwDefects.LockIsKeptForTheWholeRequest)
        || Has(options, DmaRwDefects.FaultIsWaitedForUnderTheLock);

    internal bool Wraps { get; } = Has(options, DmaRwDefects.EndOfRangeMayWrap);

    internal bool RefusesStrangers { get; } = Has(options, DmaRwDefects.StrangersAreRefused);

    internal bool HolesAreNoEntry { get; } = options.IsIommufd && Has(options, DmaRwDefects.OtherBackendOtherErrno);

    /// <summary>
    /// The answer when the owner of the memory is gone. IOMMUFD finds no memory to pin: pfn_reader_user_pin,
    /// drivers/iommu/iommufd/pages.c, Linux 6.2.
    /// </summary>
    internal Errno OwnerIsGone { get; } =
        options.IsIommufd && Has(options, DmaRwDefects.OtherBackendOtherErrno) ? Errno.EFAULT : Errno.EPERM;

    /// <summary>Unmaps do not wait for the copies of a mapping.</summary>
    internal bool UnmapsIgnoreLeases { get; } = Has(options, DmaRwDefects.UnmapOvertakesCopies);

    internal bool RoundsMarksDown { get; } = Has(options, DmaRwDefects.MarkedPagesAreRoundedDown);

    /// <summary>
    /// Pages are marked before they are copied, so that a reading of the log while the copy runs has them.
    /// </summary>
    internal bool MarksBefore => !HasNoLog && !ForgetsThePrefix;

    /// <summary>
    /// Pages are marked again after they were copied, because a reading of the log may have cleared the mark meanwhile.
    /// </summary>
    internal bool MarksAfter => !HasNoLog && !MarksBeforeOnly;

    /// <summary>
    /// The other backend logs what devices write through the IOMMU, and nothing that a driver does or could do.
    /// </summary>
    internal static bool LogsDevicesOnly(ContainerOptions options) =>
        options.IsIommufd && Has(options, DmaRwDefects.OtherBackendHasNoLog);

    private bool HasNoLog { get; } = Has(options, DmaRwDefects.WritesEnterNoLog)
        || LogsDevicesOnly(options);

    private bool MarksBeforeOnly { get; } = Has(options, DmaRwDefects.PagesAreMarkedBeforeTheCopyOnly);

    private static bool Has(ContainerOptions options, Defect flaw) => options.Kernel.Has(flaw);
}
