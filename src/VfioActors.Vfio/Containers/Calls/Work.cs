using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Calls;

/// <summary>How far a call has come.</summary>
/// <param name="Request">The call.</param>
/// <param name="Stage">What it waits for.</param>
/// <param name="Error">What it will answer when everything is undone.</param>
/// <param name="At">The mapping in hand.</param>
/// <param name="Cursor">How many pages of it, or of the list, are done.</param>
/// <param name="Pages">How many pages the batch in hand has.</param>
/// <param name="First">The batch's first page frame.</param>
/// <param name="Total">Bytes unmapped, or pages pinned, so far.</param>
/// <param name="Freed">Pages of the mapping in hand whose charge is to be given back.</param>
/// <param name="Domain">The domain in hand.</param>
/// <param name="Target">For a group that enters: its domain.</param>
/// <param name="Round">How often drivers were told of the mapping in hand; for a group that leaves, warnings.</param>
/// <param name="Listener">Which listener was told last.</param>
/// <param name="Entry">Which entry of the list, or which group, is in hand.</param>
/// <param name="Marks">What else is to be remembered.</param>
public readonly record struct Work(
    ContainerRequest Request, WorkStage Stage, Errno Error, MappingKey At, ulong Cursor, ulong Pages, long First,
    ulong Total, long Freed, DomainId Domain, DomainId Target, int Round, int Listener, int Entry, WorkMarks Marks);
