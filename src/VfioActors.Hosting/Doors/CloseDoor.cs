namespace VfioActors.Hosting.Doors;

/// <summary>
/// Nothing more is taken: what waits and what comes is answered ENODEV. Answer: <see cref="DoorClosed"/>.
/// </summary>
internal sealed class CloseDoor
{
    private CloseDoor()
    {
    }

    internal static CloseDoor Instance { get; } = new();
}
