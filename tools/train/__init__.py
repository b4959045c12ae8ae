"""Teaching networks: supervised losses, distillation, checkpoints."""
