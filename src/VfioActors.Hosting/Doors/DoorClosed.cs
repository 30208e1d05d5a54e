namespace VfioActors.Hosting.Doors;

/// <summary>A door has closed, or was.</summary>
/// <param name="Open">How many calls are in flight.</param>
internal sealed record DoorClosed(int Open);
