using VfioActors.Races.Compilation.Declarations;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>Writes the code of a call of a primitive.</summary>
internal delegate Operand Primitive(CallSite site);
