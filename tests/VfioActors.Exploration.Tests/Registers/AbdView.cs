namespace VfioActors.Exploration.Tests.Registers;

/// <summary>What a server of the register of Attiya, Bar-Noy and Dolev remembers.</summary>
/// <param name="At">When <paramref name="Value"/> was written.</param>
/// <param name="Value">What it holds.</param>
/// <param name="Phase">0 for nothing to do, 1 while it asks the others, 2 while it tells them.</param>
/// <param name="Request">What it does that for.</param>
/// <param name="Requester">For whom.</param>
/// <param name="IsWrite">Whether that is a write.</param>
/// <param name="Subject">In phase 1 what is to be written, in phase 2 what was read; 0 when it is the other.</param>
/// <param name="OwnAt">In phase 1 its own answer, as it was when that began.</param>
/// <param name="OwnValue">The value of that.</param>
internal readonly record struct AbdView(
    Sequencer At, int Value, int Phase, int Request, int Requester, int IsWrite, int Subject, Sequencer OwnAt,
    int OwnValue);
