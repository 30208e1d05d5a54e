using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>How far a copy has come.</summary>
/// <param name="Vaddr">The next address.</param>
/// <param name="Left">How many bytes are left.</param>
/// <param name="Moved">How many bytes were moved.</param>
/// <param name="Operation">Which operation it serves.</param>
/// <param name="Owner">Whose memory.</param>
/// <param name="Modes">Whether memory is written, and who calls.</param>
/// <param name="Value">The byte that is written.</param>
public readonly record struct CopyWait(
    Vaddr Vaddr, ByteCount Left, ByteCount Moved, OperationId Operation, ProcessId Owner, AccessModes Modes, int Value)
{
    internal bool Writes => (Modes & AccessModes.Write) != 0;

    internal CopyWait After(ByteCount bytes) =>
        this with { Vaddr = Vaddr.Plus(bytes), Left = Left.Minus(bytes), Moved = Moved.Plus(bytes) };
}
