using VfioActors.Behaviors;

namespace VfioActors.Hosting.Parts;

/// <summary>What the part of a vendor driver has beside what every part has.</summary>
/// <param name="Part">What every part has.</param>
/// <param name="Group">The group of its device.</param>
/// <param name="Container">The container that its group is in from the start, its device open; nobody for none.</param>
/// <param name="HasCallback">Whether it wants to be told of unmaps.</param>
/// <param name="PinsNeedOpenDevice">Whether its kernel lets only open devices pin.</param>
internal sealed record DriverPartOptions(
    PartOptions Part, ActorId Group, ActorId Container, bool HasCallback, bool PinsNeedOpenDevice);
