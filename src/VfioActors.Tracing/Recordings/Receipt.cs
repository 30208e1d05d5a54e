using VfioActors.Behaviors;

namespace VfioActors.Tracing.Recordings;

/// <summary>
/// One delivery as its receiver saw it. Messages of one sender come in the order of sending, so who sent it says which
/// it is.
/// </summary>
/// <param name="Kind">What was received.</param>
/// <param name="From">The sender of a message; else nobody.</param>
/// <param name="Option">The option of a choice, from 0; else 0.</param>
public readonly record struct Receipt(ReceiptKind Kind, ActorId From, int Option);
