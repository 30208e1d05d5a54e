using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Programs;

/// <summary>The properties that the claims about a generated program stand for.</summary>
internal static class ProgramClaims
{
    /// <summary>The property of a claim.</summary>
    /// <param name="at">The claim's place, which its name ends with.</param>
    internal static Property Of(GeneratedProgram program, int at)
    {
        var claim = program.Claims[at];
        var name = $"{claim.Kind}{at}";
        var named = claim.Actors.Intersect(program.Equal).Count();
        var isSame = named == 0 || named == program.Equal.Count;
        return claim.Kind switch
        {
            ClaimKind.Value or ClaimKind.Cell => new OfOne(name, claim, isSame),
            ClaimKind.Step => new OfSteps(name, claim, isSame),
            ClaimKind.Together => new OfSeveral(
                name, claim, isSame, seesAll: claim.Actors.Any(actor => program.Parts[actor - 1].IsInline)),
            ClaimKind.Order => new OfOrder(name, claim),
            ClaimKind.Rest => new OfRest(name, claim, isSame),
            _ => new OfSomeRun(name, claim, isSame),
        };
    }

    private static int ValueOf(IWorldView view, int actor) => view.State<ProgramState>(new(actor)).Value.Value;

    private static bool IsBad(ProgramClaim claim, IWorldView view)
    {
        var sum = 0;
        foreach (var actor in claim.Actors) { sum += ValueOf(view, actor); }
        return sum % claim.Modulus == claim.Bad;
    }

    private static string Values(ProgramClaim claim, IWorldView view) =>
        string.Join(", ", claim.Actors.Select(actor => $"{view.NameOf(new(actor))} has {ValueOf(view, actor)}"));

    private sealed class OfOne(string name, ProgramClaim claim, bool isSame) : Invariant<ProgramState>
    {
        /// <summary>Generated programs are judged by what their steps come to.</summary>
        public override bool HoldsAtStart => false;

        public override string Name => name;

        public override bool IsSymmetric => isSame;

        public override string Claim => "No such value, or no such amount in such a cell.";

        public override bool Concerns(Cell cell) => base.Concerns(cell) && claim.Actors.Contains(cell.Id.Value);

        public override string? Refute(ProgramState state, ActorId actor, IWorldView view)
        {
            var isOfCell = claim.Kind == ClaimKind.Cell;
            var found = isOfCell ? state.Cells[claim.Modulus] : state.Value.Value;
            var isBad = isOfCell ? found == claim.Bad : found % claim.Modulus == claim.Bad;
            return isBad ? $"{view.NameOf(actor)} has {found}" : null;
        }
    }

    private sealed class OfSteps(string name, ProgramClaim claim, bool isSame) : StepRule<ProgramState>
    {
        public override string Name => name;

        public override bool IsSymmetric => isSame;

        public override string Claim => "No such word or glance comes to an even value.";

        public override bool Concerns(Cell cell) => base.Concerns(cell) && claim.Actors.Contains(cell.Id.Value);

        public override string? Refute(ProgramState state, in Envelope envelope, IWorldView view)
        {
            var label = envelope.Is(out ProgramMessage.Word word) ? word.Label
                : envelope.Is(out ProgramMessage.Glance glance) ? glance.Label
                : -1;
            return label == claim.Bad && state.Value.Value % 2 == 0
                ? $"{view.NameOf(envelope.To)} with {state.Value.Value} hears {envelope.Kind.ShortName} {label}"
                : null;
        }
    }

    private sealed class OfSeveral(string name, ProgramClaim claim, bool isSame, bool seesAll) : Observer
    {
        public override string Name => name;

        public override bool IsSymmetric => isSame;

        public override string Claim => "The values of some actors never add up to such a remainder.";

        public override bool Sees(ActorId receiver, MessageKind kind) =>
            seesAll || (claim.Actors.Contains(receiver.Value) && kind != MessageKind.Of<ProgramMessage.Glance>());

        public override string? Refute(IWorldView view) => IsBad(claim, view) ? Values(claim, view) : null;
    }

    private sealed class OfOrder(string name, ProgramClaim claim) : Ordering
    {
        public override string Name => name;

        public override string Claim => "One actor never hears so many words before another hears its first.";

        public override bool Sees(ActorId receiver, MessageKind kind) =>
            claim.Actors.Contains(receiver.Value) && kind == MessageKind.Of<ProgramMessage.Word>();

        public override (int Step, string Reason)? Refute(ReadOnlySpan<Envelope> steps, IWorldView view)
        {
            var heard = 0;
            for (var at = 0; at < steps.Length; at++)
            {
                if (!steps[at].Is<ProgramMessage.Word>()) { continue; }
                if (steps[at].To.Value == claim.Actors[0]) { heard++; }
                if (steps[at].To.Value != claim.Actors[1]) { continue; }
                return heard == claim.Bad ? (at, $"{view.NameOf(new(claim.Actors[0]))} hears {heard} before") : null;
            }

            return null;
        }
    }

    private sealed class OfRest(string name, ProgramClaim claim, bool isSame) : AtRest
    {
        public override string Name => name;

        public override bool IsSymmetric => isSame;

        public override string Claim => "The values at rest do not add up to such a remainder.";

        public override string? Refute(IWorldView view) => IsBad(claim, view) ? Values(claim, view) : null;
    }

    private sealed class OfSomeRun(string name, ProgramClaim claim, bool isSame) : Witness
    {
        public override string Name => name;

        public override bool IsSymmetric => isSame;

        public override string Claim => "In some run the values at rest add up to such a remainder.";

        public override bool Reached(IWorldView view) => IsBad(claim, view);
    }
}
