using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;

namespace VfioActors.Vfio.Kernels;

/// <summary>Which rules of a fault queue are other than in the reference.</summary>
internal sealed class FaultQueueRules(DefectSet defects)
{
    internal bool SizedByPage { get; } = defects.Has(FaultDefects.CapacityIsOfThePage);

    internal bool TakesVersionZero { get; } = defects.Has(FaultDefects.VersionZeroIsTaken);

    internal bool TakesFirstIndex { get; } = defects.Has(FaultDefects.FirstIndexIsTaken);

    internal bool HidesVersion { get; } = defects.Has(FaultDefects.HeaderHidesVersion);

    internal bool TakesParts { get; } = defects.Has(FaultDefects.PartsAreWritten);

    internal bool SnapshotsEarly { get; } = defects.Has(FaultDefects.SnapshotIsTakenUnlocked);

    internal bool CopiesInPlace { get; } = defects.Has(FaultDefects.LiveWordsAreOverwritten);

    internal bool LetsPass { get; } = defects.Has(FaultDefects.ConsumerMayPass);

    internal bool Masks { get; } = defects.Has(FaultDefects.FreeSlotsAreMasked);

    internal bool ChoosesSlotEarly { get; } = defects.Has(FaultDefects.SlotIsChosenUnlocked);

    internal bool HidesLoss { get; } = defects.Has(FaultDefects.LossIsHidden);

    internal bool RegistersEarly { get; } = defects.Has(FaultDefects.HandlerIsThereBeforeTheRing);

    internal bool KeepsVersion { get; } = defects.Has(FaultDefects.VersionOutlivesTheRing);

    internal bool KeepsPages { get; } = defects.Has(FaultDefects.PagesAreKeptToRemoval);

    internal bool KeepsPointer { get; } = defects.Has(FaultDefects.FailedOpenKeepsPointer);

    internal bool InitsLockAgain { get; } = defects.Has(FaultDefects.LockIsInitialisedAgain);

    internal bool AnswersNothingWrong { get; } = defects.Has(FaultDefects.WrongDirectionIsNoError);

    internal bool MapsWritable { get; } = defects.Has(FaultDefects.RingIsMappedWritable);

    internal bool LeaksCapabilities { get; } = defects.Has(FaultDefects.CapabilitiesLeak);

    internal bool DisablesFirst { get; } = defects.Has(FaultDefects.DeviceIsDisabledFirst);

    internal bool TakesCapacity { get; } = defects.Has(FaultDefects.CapacityIsAnIndex);

    internal bool FailsAfterStoring { get; } = defects.Has(FaultDefects.StoredIsReportedRefused);

    internal bool AsksByte { get; } = defects.Has(FaultDefects.QueryOverwrites);

    internal bool TakesOldType { get; } = defects.Has(FaultDefects.RegionTypeIsTaken);
}
