namespace VfioActors.Hosting.Parts;

/// <summary>
/// Asks for a part: whoever sends it plays it from now on, until it stops, sends <see cref="LeavePart"/> or does not
/// answer in time. Answer: <see cref="PartTaken"/>.
/// </summary>
/// <remarks>
/// Parts are <c>NAME-driver</c> of a mediated device with a driver of the application's own, <c>NAME-device</c> and
/// <c>NAME-guest</c> of a fault queue. Who has the part gets the messages of that actor of the topology as they are,
/// from the actor of the part, and answers there.
/// </remarks>
public sealed record TakePart;
