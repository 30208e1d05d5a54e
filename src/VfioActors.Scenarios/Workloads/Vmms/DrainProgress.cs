using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Vmms;

/// <summary>How far a user is with draining a ring.</summary>
/// <param name="Stage">What it waits for.</param>
/// <param name="Device">Whose ring.</param>
/// <param name="Requests">What becomes of page requests.</param>
/// <param name="Most">How many records at most; 0 for all.</param>
/// <param name="Slot">The slot in hand.</param>
/// <param name="Head">Where it stops.</param>
/// <param name="Capacity">How many slots the header told.</param>
/// <param name="EntrySize">How large the header said a record is: bytes.</param>
/// <param name="Offset">Where the header said the ring begins: bytes.</param>
public readonly record struct DrainProgress(
    DrainStage Stage,
    DeviceId Device,
    RequestPolicy Requests,
    uint Most,
    uint Slot,
    uint Head,
    uint Capacity,
    uint EntrySize,
    uint Offset);
